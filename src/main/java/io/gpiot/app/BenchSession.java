package io.gpiot.app;

import io.gpiot.app.doctor.Machine;
import io.gpiot.base.Progress;
import io.gpiot.bench.examine.Container;
import io.gpiot.bench.examine.Examiner;
import io.gpiot.bench.run.Asking;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.BenchRun;
import io.gpiot.bench.run.Settings;
import io.gpiot.bench.subject.OurPrompts;
import io.gpiot.bench.subject.PlainPrompts;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.ContentHash;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.endpoint.EndpointModel;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.sandbox.Layer;
import io.gpiot.sandbox.Sandbox;
import io.gpiot.synthesis.execute.Scratch;
import io.gpiot.synthesis.guard.ProgramGuard;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One opened subject of a benchmark with what examines its programs. */
public final class BenchSession implements AutoCloseable {

    /**
     * What to open.
     *
     * @param model id or path, or the endpoint's name of it
     * @param adapter its folder, or null for the base alone
     * @param endpoint its address, or null for a model of this machine
     * @param plain whether plain prompts are used
     * @param guard whether programs are watched while they are written
     * @param lock of the Python environment
     * @param jobs how many tasks are examined at a time
     * @param fresh whether what is known from earlier runs is passed over
     */
    public record Choice(
            String model,
            @Nullable Path adapter,
            @Nullable String endpoint,
            boolean plain,
            boolean guard,
            String lock,
            Layer sandbox,
            int jobs,
            boolean fresh) {}

    private final LanguageModel model;
    private final Prompts prompts;
    private final Container container;
    private final Examiner examiner;
    private final Path memory;
    private final Progress progress;
    private final Optional<Scratch> scratch;

    private BenchSession(
            LanguageModel model,
            Prompts prompts,
            Container container,
            Examiner examiner,
            Path memory,
            Progress progress,
            Optional<Scratch> scratch) {
        this.model = model;
        this.prompts = prompts;
        this.container = container;
        this.examiner = examiner;
        this.memory = memory;
        this.progress = progress;
        this.scratch = scratch;
    }

    /** Opens the cheap parts first, so that what is missing is said before a model is loaded. */
    public static BenchSession open(Workbench bench, Choice choice, Settings settings, Progress progress) {
        if (choice.adapter() != null) {
            bench.adapter(choice.adapter(), bench.installed(choice.model()));
        }
        PythonEnvironment python = bench.python(choice.lock());
        Container container = container(bench, python, choice.sandbox());
        Prompts.Limits limits = new Prompts.Limits(settings.programTokens(), settings.planTokens());
        Prompts prompts = choice.plain()
                ? new PlainPrompts(limits)
                : new OurPrompts(limits, choice.guard() ? ProgramGuard.factory(bench.api(python)) : null);
        Optional<Scratch> scratch = choice.fresh() ? Optional.of(new Scratch()) : Optional.empty();
        Path memory = scratch.map(each -> each.folder("memory")).orElse(memory(bench));
        Examiner examiner = examiner(bench, container, memory, choice.jobs());
        LanguageModel model = choice.endpoint() == null
                ? bench.model(choice.model(), bench.engineSettings(), choice.adapter())
                : EndpointModel.at(choice.endpoint(), choice.model());
        return new BenchSession(model, prompts, container, examiner, memory, progress, scratch);
    }

    /** A sandbox for programs, as {@link Examiner} wants it. */
    public static Container container(Workbench bench, PythonEnvironment python, Layer layer) {
        Sandbox sandbox = bench.sandbox(layer, python);
        return new Container(sandbox, python.python(), python.readOnly(), python.identity());
    }

    /** Examines programs; what ran before is known from a folder. */
    public static Examiner examiner(Workbench bench, Container container, Path memory, int jobs) {
        return new Examiner(container, bench.home().cache().resolve("bench-scripts"), memory, jobs);
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
                prompts.name(),
                prompts.guarded(),
                container.environment(),
                container.sandbox().name());
        String key = ContentHash.of(
                model.hash(),
                subject.adapter(),
                prompts.name(),
                "" + prompts.guarded(),
                container.environment(),
                suite.hash());
        Path folder = memory.resolve(key.substring(0, 16));
        var asking = new Asking(model, folder, progress);
        return new BenchRun(asking, prompts, examiner, progress).run(suite, settings, subject, machine());
    }

    private static Map<String, String> machine() {
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
        model.close();
        scratch.ifPresent(Scratch::close);
    }
}
