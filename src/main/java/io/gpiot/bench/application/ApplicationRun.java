package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.bench.application.ApplicationResult.Scored;
import io.gpiot.bench.application.ApplicationResult.Trial;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.compose.WholeRun;
import io.gpiot.synthesis.execute.ProgramRunner.Limits;
import io.gpiot.synthesis.run.RunFolder;
import io.gpiot.synthesis.run.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the whole chain several times on an application, and scores what it wrote. */
public final class ApplicationRun {

    private static final String WITHIN = "within its budget";

    private final Chain chain;
    private final WholeRun wholeRun;
    private final Map<String, String> subject;
    private final Progress progress;
    private final Consumer<Scored> hears;

    /**
     * @param subject what the result says of who answered; a trial of another subject is not taken for this one's
     * @param hears each program's scores as they are known
     */
    public ApplicationRun(
            Chain chain, WholeRun wholeRun, Map<String, String> subject, Progress progress, Consumer<Scored> hears) {
        this.chain = chain;
        this.wholeRun = wholeRun;
        this.subject = new LinkedHashMap<>(subject);
        this.progress = progress;
        this.hears = hears;
    }

    private record KeptTrial(String key, Trial trial) {}

    /**
     * Prepares the data, scores our own programs, then runs and scores the chain; what is known from a run before in this
     * folder is taken.
     *
     * @param root the benchmark's folder
     */
    public ApplicationResult run(
            Application application, ApplicationSettings settings, Path root, Map<String, String> machine) {
        Path folder = root.toAbsolutePath();
        List<Variant> variants = settings.chosen(application);
        Instant started = Instant.now();
        List<DataCase> cases = PreparedCases.in(folder, application.data(), progress);
        ProgramScorer scorer = scorer(application, cases, folder, settings);
        List<Scored> comparisons = new ArrayList<>();
        for (Application.Comparison program : application.comparisons()) {
            Path place = folder.resolve("comparisons").resolve(program.file().replace(".py", ""));
            ComparisonProgram.write(application, program, cases.getFirst(), place);
            comparisons.add(told(scorer.score(program.name(), place)));
        }
        List<Trial> trials = new ArrayList<>();
        for (int run = 0; run < settings.runs(); run++) {
            for (Variant variant : variants) {
                trials.add(trial(application, variant, settings.seeded(run), cases.getFirst(), folder, scorer));
            }
        }
        Map<String, String> requirements = new LinkedHashMap<>();
        variants.forEach(variant -> requirements.put(
                variant.name(), application.requirement(variant).text()));
        return new ApplicationResult(
                ApplicationResult.VERSION,
                application.id(),
                application.data().origin(),
                application.data().simulated(),
                application.data().key(),
                subject,
                machine,
                started.toString(),
                requirements,
                comparisons,
                trials,
                application.published());
    }

    private ProgramScorer scorer(
            Application application, List<DataCase> cases, Path folder, ApplicationSettings settings) {
        var programs = settings.synthesis().programs();
        Limits limits = new Limits(programs.seconds(), programs.seconds(), programs.memoryBytes(), 64);
        String environment = subject.getOrDefault("Python", "") + subject.getOrDefault("sandbox", "") + limits;
        return new ProgramScorer(
                application, cases, folder, new CaseRunner(wholeRun, limits), environment, settings.jobs(), progress);
    }

    private Trial trial(
            Application application,
            Variant variant,
            SynthesisSettings synthesis,
            DataCase first,
            Path folder,
            ProgramScorer scorer) {
        long seed = synthesis.sampling().seed();
        String name = (application.variants().size() == 1 ? "" : variant.name() + "-") + "seed-" + seed;
        Path place = folder.resolve("runs").resolve(name);
        Task task = new Task(
                application.requirement(variant), first.data(), List.of(application.result()), false, synthesis);
        String key = Sha256.of(
                (subject + "\n" + application.data().key() + "\n" + task.requirement() + task.result() + synthesis)
                        .getBytes(StandardCharsets.UTF_8));
        Path file = place.resolve("trial.json");
        if (Files.exists(file)) {
            KeptTrial known = Json.readFile(file, KeptTrial.class);
            if (known.key().equals(key)) {
                told(known.trial().scored());
                return known.trial();
            }
        }
        RunFolder.check(place, task.requirement(), first.data()); // not the model's fault
        Chain.Written written = write(task, place);
        Scored scored = written.answered() ? scorer.score(name, place) : scorer.nothing(name);
        Trial trial = new Trial(
                variant.name(),
                seed,
                written.answered(),
                written.text(),
                written.seconds(),
                folder.relativize(place).toString(),
                budgeted(scored, variant));
        Json.writeFile(file, new KeptTrial(key, trial));
        told(trial.scored());
        return trial;
    }

    /** A chain that cannot go on with what the model said has answered nothing. */
    private Chain.Written write(Task task, Path place) {
        try {
            return chain.write(task, place);
        } catch (GpiotException e) {
            if (e.category() != GpiotException.Category.USER) {
                throw e;
            }
            return new Chain.Written(false, String.valueOf(e.getMessage()), 0);
        }
    }

    private static Scored budgeted(Scored scored, Variant variant) {
        Double peak = scored.measures().get(ProgramScorer.PEAK);
        if (variant.budgetBytes() == 0) {
            return scored;
        }
        Map<String, Double> measures = new LinkedHashMap<>(scored.measures());
        // what did not run is not within it
        measures.put(WITHIN, peak != null && peak * (1 << 20) <= variant.budgetBytes() ? 1.0 : 0.0);
        return new Scored(scored.name(), measures, scored.cases(), scored.programs());
    }

    private Scored told(Scored scored) {
        hears.accept(scored);
        return scored;
    }
}
