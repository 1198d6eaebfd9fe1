package io.gpiot.data.verify;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.Resources;
import io.gpiot.data.ContentHash;
import io.gpiot.data.Row;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Runs programs with their tests, several batches at once; each batch is one start of Python in the sandbox, each row a child
 * of its own in it. What ran before is known by its hash.
 */
public final class RowVerifier {

    /** Processor seconds that a test may take: what people wait for when they add rows. */
    private static final double SECONDS = 5;

    private static final double WALL = 45;
    private static final double CPU = 60;
    private static final double START = 90;
    private static final long MEMORY = 2L << 30;
    private static final int BATCH = 8;
    private static final int PROCESSES = 64;
    private static final String SCRIPT = "verify_rows.py";

    private final ProgramRunner runner;
    private final PythonScripts scripts;
    private final Path script;
    private final VerdictCache cache;
    private final String salt;
    private final int parallel;

    /**
     * @param folder where our Python files are written, readable for the runner's user
     * @param environment names the Python and its packages: a verdict holds for it alone
     * @param parallel how many batches run at a time
     */
    public RowVerifier(ProgramRunner runner, Path folder, VerdictCache cache, String environment, int parallel) {
        this.runner = runner;
        this.cache = cache;
        this.parallel = parallel;
        String source = Resources.text(RowVerifier.class, "/io/gpiot/data/" + SCRIPT);
        this.scripts = PythonScripts.unpack(folder.resolve("synthesis").toAbsolutePath());
        this.script = folder.resolve("rows").resolve(SCRIPT).toAbsolutePath();
        Json.writeText(script, source);
        this.salt =
                ContentHash.of(source, PythonScripts.text("checks.py"), PythonScripts.text("programs.py"), environment);
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
        List<List<Trial>> batches = batches(trials);
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallel, batches.size()));
        AtomicLong done = new AtomicLong();
        try (Progress.Task task = progress.start("running programs", trials.size(), "rows")) {
            List<Future<Map<String, RowVerdict>>> futures = new ArrayList<>();
            for (List<Trial> batch : batches) {
                futures.add(threads.submit(() -> {
                    Map<String, RowVerdict> found = run(batch);
                    task.at(done.addAndGet(batch.size()));
                    return found;
                }));
            }
            for (Future<Map<String, RowVerdict>> future : futures) {
                verdicts.putAll(future.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted; what ran is remembered", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GpiotException known
                    ? known
                    : GpiotException.internal("running rows failed", e.getCause() == null ? e : e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Rows that load the same libraries come together: the slow ones are then loaded once or twice, not in each batch. */
    private static List<List<Trial>> batches(List<Trial> trials) {
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
        List<List<Trial>> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += BATCH) {
            batches.add(sorted.subList(from, Math.min(from + BATCH, sorted.size())));
        }
        return batches;
    }

    private Map<String, RowVerdict> run(List<Trial> batch) {
        Map<String, RowVerdict> verdicts = new HashMap<>();
        try (Scratch scratch = new Scratch()) {
            Path job = scratch.folder("job");
            Path out = scratch.folder("out");
            Path told = job.resolve("job.json");
            Json.writeFile(told, job(batch));
            ProgramRunner.Result result = runner.run(new ProgramRunner.Task(
                    script,
                    List.of(scripts.folder().toString(), told.toString(), ProgramRunner.Task.OUTPUT),
                    List.of(scripts.folder(), job),
                    out,
                    new ProgramRunner.Limits(
                            START + 4 * WALL * batch.size(), START + 2 * CPU * batch.size(), 2 * MEMORY, PROCESSES)));
            for (int number = 0; number < batch.size(); number++) {
                Trial trial = batch.get(number);
                RowVerdict verdict = read(out.resolve(number + ".json"), result);
                cache.put(key(trial), verdict);
                verdicts.put(trial.hash(), verdict);
            }
        }
        return verdicts;
    }

    private static RowVerdict read(Path file, ProgramRunner.Result result) {
        if (!Files.exists(file)) {
            String why = result.timedOut()
                    ? "its batch ran out of time"
                    : result.outOfMemory() ? "its batch ran out of memory" : result.lastLine();
            return new RowVerdict.Unchecked(why);
        }
        return Json.readFile(file, KnownVerdict.class).verdict();
    }

    private static Map<String, Object> job(List<Trial> batch) {
        return Map.of(
                "limits",
                Map.of("seconds", SECONDS, "wall", WALL, "cpu", CPU, "bytes", MEMORY),
                "rows",
                batch.stream()
                        .map(trial -> Map.of(
                                "entryPoint", trial.specification().entryPoint(),
                                "inputs", parameters(trial.specification().inputs()),
                                "outputs", parameters(trial.specification().outputs()),
                                "code", trial.code(),
                                "test", trial.test(),
                                "naive", trial.naive()))
                        .toList());
    }

    private static List<Map<String, String>> parameters(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> Map.of(
                        "name", parameter.name(),
                        "type", parameter.type().python(),
                        "meaning", parameter.meaning()))
                .toList();
    }

    private String key(Trial trial) {
        return ContentHash.of(trial.hash(), salt);
    }
}
