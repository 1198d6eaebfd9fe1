package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.bench.application.ApplicationResult.Scored;
import io.gpiot.data.scale.Cores;
import io.gpiot.simulate.data.DataCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Scores a program on all cases. Each score is kept beside the program as soon as it is known, so that a run that was killed
 * goes on; a program that changed is scored anew.
 */
final class ProgramScorer {

    static final String PEAK = "peak memory, MiB";
    static final String SECONDS = "whole program, s";
    static final String INFERENCE = "inference, ms a window";

    private static final int MEASURED_RUNS = 3;

    private final Application application;
    private final List<DataCase> cases;
    private final Path folder;
    private final CaseRunner runner;
    private final String environment;
    private final int jobs;
    private final Progress progress;

    /**
     * @param folder of the benchmark
     * @param environment what programs run in, so that scores of another one are not taken
     * @param jobs how many cases at a time; one where the application is measured
     */
    ProgramScorer(
            Application application,
            List<DataCase> cases,
            Path folder,
            CaseRunner runner,
            String environment,
            int jobs,
            Progress progress) {
        this.application = application;
        this.cases = cases;
        this.folder = folder;
        this.runner = runner;
        this.environment = environment;
        this.jobs = application.measured() ? 1 : jobs;
        this.progress = progress;
    }

    private record Kept(String key, CaseScore score) {}

    /** @param program the folder with main.py */
    Scored score(String name, Path program) {
        Map<String, String> texts = programs(program);
        StringBuilder all =
                new StringBuilder(environment).append(application.data().key());
        texts.forEach((file, text) -> all.append('\n').append(file).append('\n').append(text));
        String key = Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
        List<CaseScore> scores = new ArrayList<>();
        try (Cores cores = new Cores(jobs);
                Progress.Task task = progress.start("scoring " + name, cases.size(), "cases")) {
            cores.here(cases.iterator(), data -> kept(program, data, key), score -> {
                scores.add(score);
                task.at(scores.size());
            });
        }
        Map<String, Double> measures = new LinkedHashMap<>(application.scoring().measures(scores));
        measures.putAll(costs(program, key, scores));
        return new Scored(name, measures, scores, texts);
    }

    /** Where there is no program: nothing was found. */
    Scored nothing(String name) {
        List<CaseScore> scores = cases.stream()
                .map(data -> new CaseScore(
                        data.name(),
                        "there is no program",
                        application.scoring().counts(data, null),
                        0,
                        0))
                .toList();
        return new Scored(name, application.scoring().measures(scores), scores, Map.of());
    }

    private Map<String, Double> costs(Path program, String key, List<CaseScore> scores) {
        CaseScore first = scores.getFirst();
        Map<String, Double> costs = new LinkedHashMap<>();
        if (first.failed() || !application.measured()) {
            return costs;
        }
        List<CaseScore> usual = repeated(program, cases.getFirst(), key, first);
        DataCase stretched = PreparedCases.stretched(folder, cases.getFirst());
        List<CaseScore> longer = repeated(program, stretched, key, kept(program, stretched, key));
        costs.put(PEAK, usual.stream().mapToLong(CaseScore::peakBytes).max().orElse(0) / (double) (1 << 20));
        costs.put(SECONDS, fastest(usual));
        // training is in both: what the repeated windows take besides is inference; lost in noise where it is not above
        // 0
        double inference = (fastest(longer) - fastest(usual))
                / ((PreparedCases.REPEATS - 1.0) * Math.max(1, first.count(ClassScoring.WINDOWS)));
        if (inference > 0) {
            costs.put(INFERENCE, 1000 * inference);
        }
        return costs;
    }

    /** The fastest of several runs: other work on the machine only ever makes one slower. */
    private static double fastest(List<CaseScore> runs) {
        return runs.stream()
                .mapToDouble(CaseScore::seconds)
                .filter(seconds -> seconds > 0)
                .min()
                .orElse(0);
    }

    /** The same again, in runs of its own; memory is sampled, so that a short run may hide its peak. */
    private List<CaseScore> repeated(Path program, DataCase data, String key, CaseScore first) {
        List<CaseScore> runs = new ArrayList<>(List.of(first));
        for (int again = 2; again <= MEASURED_RUNS; again++) {
            runs.add(kept(program, data, key, data.name() + "-again-" + again));
        }
        return runs;
    }

    private CaseScore kept(Path program, DataCase data, String key) {
        return kept(program, data, key, data.name());
    }

    private CaseScore kept(Path program, DataCase data, String key, String name) {
        Path file = program.resolve("scores").resolve(name + ".json");
        if (Files.exists(file)) {
            Kept known = Json.readFile(file, Kept.class);
            if (known.key().equals(key)) {
                return known.score();
            }
        }
        CaseScore score = run(program, data);
        Json.writeFile(file, new Kept(key, score));
        return score;
    }

    private CaseScore run(Path program, DataCase data) {
        Path results = program.resolve("scores").resolve(data.name()).toAbsolutePath();
        Scoring scoring = application.scoring();
        double seconds = 0;
        long peak = 0;
        try {
            var ran = runner.run(program, data, results, scoring.resultFile());
            seconds = ran.seconds();
            peak = ran.peakBytes();
            return new CaseScore(data.name(), "", scoring.counts(data, results), seconds, peak);
        } catch (GpiotException e) {
            if (e.category() != GpiotException.Category.USER) {
                throw e;
            }
            return new CaseScore(
                    data.name(), String.valueOf(e.getMessage()), scoring.counts(data, null), seconds, peak);
        }
    }

    private static Map<String, String> programs(Path folder) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".py"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("loader.py") && !name.equals("pipeline.py")) {
                    texts.put(name, Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot read the programs in " + folder + ": " + e.getMessage(), e);
        }
        return texts;
    }
}
