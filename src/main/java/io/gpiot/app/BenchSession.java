package io.gpiot.app;

import io.gpiot.app.doctor.Machine;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.bench.run.Appraiser;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.BenchRun;
import io.gpiot.bench.run.Settings;
import io.gpiot.bench.subject.AgentWriter;
import io.gpiot.bench.subject.ChoosingWriter;
import io.gpiot.bench.subject.DirectWriter;
import io.gpiot.bench.subject.OurPrompts;
import io.gpiot.bench.subject.PlainPrompts;
import io.gpiot.bench.subject.ProgramWriter;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.subject.Trial;
import io.gpiot.bench.subject.Way;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.ContentHash;
import io.gpiot.data.examine.Examiner;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.endpoint.EndpointModel;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.knowledge.Embedder;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.Scratch;
import io.gpiot.synthesis.guard.ProgramGuard;
import io.gpiot.synthesis.run.Asking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One opened subject of a benchmark with what examines its programs. */
public final class BenchSession implements AutoCloseable {

    /**
     * What to open.
     *
     * @param model id or path, or the endpoint's name of it
     * @param adapter its folder, or null for the base alone
     * @param endpoint its address, or null for a model of this machine
     * @param way from a task to its answer
     * @param guard whether programs are watched while they are written
     * @param lock of the Python environment
     * @param jobs how many tasks are examined at a time
     * @param fresh whether what is known from earlier runs is passed over
     * @param embedding folder of the user's own embedding model for programs, or null for ours
     */
    public record Choice(
            String model,
            @Nullable Path adapter,
            @Nullable String endpoint,
            Way way,
            boolean guard,
            String lock,
            Layer sandbox,
            int jobs,
            boolean fresh,
            @Nullable Path embedding) {}

    private final Workbench bench;
    private final Choice choice;
    private final Progress progress;
    private final PythonEnvironment python;
    private final Sandbox sandbox;
    private final Path memory;
    private final Examiner examiner;
    private final LanguageModel model;
    private final Embedder embedder;
    private final Consumer<String> says;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable Knowledge knowledge;

    private BenchSession(Workbench bench, Choice choice, Progress progress, Consumer<String> says) {
        this.bench = bench;
        this.choice = choice;
        this.progress = progress;
        this.says = says;
        this.embedder = CodeReaders.embedder(choice.embedding());
        opened.add(embedder);
        if (choice.endpoint() == null) {
            bench.checkMemory(choice.model());
        }
        if (choice.adapter() != null) {
            bench.adapter(choice.adapter(), bench.installed(choice.model()));
        }
        this.python = bench.python(choice.lock());
        this.sandbox = bench.sandbox(choice.sandbox(), python);
        this.memory = choice.fresh() ? fresh() : memory(bench);
        this.examiner = examiner(bench, Workbench.runner(sandbox, python), python, memory, choice.jobs());
        if (choice.way().kind() == Way.Kind.CHAIN && choice.way().retrieval()) {
            this.knowledge = bench.knowledge();
            opened.add(knowledge);
        }
        if (choice.guard()) {
            bench.api(python); // looked up before a model is loaded
        }
        this.model = choice.endpoint() == null
                ? bench.model(choice.model(), bench.engineSettings(), choice.adapter())
                : EndpointModel.at(choice.endpoint(), choice.model());
        opened.add(model);
    }

    /** Opens the cheap parts first, so that what is missing is said before a model is loaded. */
    public static BenchSession open(Workbench bench, Choice choice, Progress progress, Consumer<String> says) {
        return new BenchSession(bench, choice, progress, says);
    }

    private Path fresh() {
        Scratch scratch = new Scratch();
        opened.add(scratch);
        return scratch.folder("memory");
    }

    /** Examines programs; what ran before is known from a folder. */
    public static Examiner examiner(
            Workbench bench, ProgramRunner runner, PythonEnvironment python, Path memory, int jobs) {
        return new Examiner(runner, python.identity(), bench.home().cache().resolve("bench-scripts"), memory, jobs);
    }

    /** Where answers and verdicts of all runs are kept. */
    public static Path memory(Workbench bench) {
        return bench.home().cache().resolve("bench");
    }

    public BenchResult run(Suite suite, Settings settings) {
        BenchResult.Identity subject = new BenchResult.Identity(
                model.id(),
                model.hash(),
                model.adapter(),
                choice.way().name(),
                choice.guard(),
                python.identity(),
                sandbox.name());
        String key = ContentHash.of(
                model.hash(),
                subject.adapter(),
                subject.prompts(),
                choice.guard() ? ProgramGuard.identity() : "",
                choice.endpoint() == null ? bench.engineSettings().identity() : "",
                python.identity(),
                suite.hash());
        var asking = new Asking(model, memory.resolve(key.substring(0, 16)), progress);
        Prompts prompts = prompts(new Prompts.Limits(settings.programTokens(), settings.planTokens()));
        BenchResult result = new BenchRun(asking, writer(asking, prompts, settings), prompts, examiner, progress)
                .run(suite, settings, subject, machine());
        return result.code().isEmpty()
                ? result
                : new Appraiser(CodeReaders.open(bench, embedder, progress, says), progress).appraise(result, suite);
    }

    private Prompts prompts(Prompts.Limits limits) {
        Way way = choice.way();
        if (way.plain()) {
            return new PlainPrompts(limits);
        }
        OurPrompts.Help help = way.kind() == Way.Kind.CHAIN
                ? new OurPrompts.Help(
                        way.name(),
                        knowledge == null ? Retrieval.NONE : Workbench.retrieval(knowledge),
                        SynthesisSettings.DEFAULT.cards(),
                        way.specified())
                : OurPrompts.Help.NONE;
        return new OurPrompts(limits, choice.guard() ? ProgramGuard.factory(bench.api(python)) : null, help);
    }

    private ProgramWriter writer(Asking asking, Prompts prompts, Settings settings) {
        Way way = choice.way();
        Trial trial = new Trial(examiner, progress);
        ProgramWriter direct = new DirectWriter(asking, prompts);
        return switch (way.kind()) {
            case OURS, PLAIN -> direct;
            case CHAIN -> way.candidates() == 1 ? direct : new ChoosingWriter(direct, trial, way.candidates());
            case AGENTS -> new AgentWriter(asking, trial, settings.programTokens());
        };
    }

    static Map<String, String> machine() {
        Machine machine = Machine.read();
        return Map.of(
                "system", machine.system() + " " + machine.architecture(),
                "processor", machine.cpu(),
                "cores", Integer.toString(machine.cores()),
                "memory bytes", Long.toString(machine.memory().total()),
                "java", Integer.toString(machine.java()));
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened.reversed()) {
            try {
                each.close();
            } catch (Exception e) {
                throw GpiotException.internal("cannot close " + each, e);
            }
        }
    }
}
