package io.gpiot.data.verify;

import io.gpiot.base.Progress;
import io.gpiot.data.ContentHash;
import io.gpiot.data.Row;
import io.gpiot.data.scale.Workers;
import io.gpiot.synthesis.execute.PythonScripts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Runs programs with their tests, as they are written and as a model is asked for them, several batches at once; each batch is one start of Python in the sandbox, each row a child
 * of its own in it. What ran before is known by its hash.
 */
public final class RowVerifier {

    private static final int BATCH = 8;

    private final RunnerSource runner;
    private final VerdictCache cache;
    private final String salt;
    private final Workers workers;

    /**
     * @param environment names the Python and its packages: a verdict holds for it alone
     * @param workers where batches run
     */
    public RowVerifier(RunnerSource runner, VerdictCache cache, String environment, Workers workers) {
        this.runner = runner;
        this.cache = cache;
        this.workers = workers;
        this.salt = ContentHash.of(
                TrialBatch.source(), PythonScripts.text("checks.py"), PythonScripts.text("programs.py"), environment);
    }

    /** Verdicts by the rows' hashes; rows without a program have none. */
    public Map<String, RowVerdict> verify(Collection<? extends Row> rows, Progress progress) {
        Map<String, RowVerdict> verdicts = new HashMap<>();
        Map<String, Trial> open = new LinkedHashMap<>();
        for (Row row : rows) {
            Trial.of(row)
                    .ifPresent(trial -> cache.find(key(trial))
                            .ifPresentOrElse(
                                    verdict -> verdicts.put(trial.hash(), verdict),
                                    () -> open.put(trial.hash(), trial)));
        }
        if (!open.isEmpty()) {
            run(List.copyOf(open.values()), verdicts, progress);
        }
        return verdicts;
    }

    private void run(List<Trial> trials, Map<String, RowVerdict> verdicts, Progress progress) {
        Map<String, Trial> byHash = new HashMap<>();
        trials.forEach(trial -> byHash.put(trial.hash(), trial));
        AtomicLong done = new AtomicLong();
        try (Progress.Task task = progress.start("running programs", trials.size(), "rows")) {
            workers.each(batches(trials).iterator(), new TrialBatch(runner), found -> {
                found.forEach((hash, verdict) -> {
                    Trial trial = byHash.get(hash);
                    if (trial != null) {
                        cache.put(key(trial), verdict);
                        verdicts.put(hash, verdict);
                    }
                });
                task.at(done.addAndGet(found.size()));
            });
        }
    }

    /** Rows that load the same libraries come together: the slow ones are then loaded once or twice, not in each batch. */
    private static List<ArrayList<Trial>> batches(List<Trial> trials) {
        List<Trial> sorted = trials.stream()
                .sorted(Comparator.comparing((Trial trial) -> trial.code()
                                .lines()
                                .filter(line -> line.startsWith("import ") || line.startsWith("from "))
                                .map(line -> line.split("[ .]")[1])
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(" ")))
                        .thenComparing(Trial::hash))
                .toList();
        List<ArrayList<Trial>> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += BATCH) {
            batches.add(new ArrayList<>(sorted.subList(from, Math.min(from + BATCH, sorted.size()))));
        }
        return batches;
    }

    private String key(Trial trial) {
        return ContentHash.of(trial.hash(), trial.shaped(), salt);
    }
}
