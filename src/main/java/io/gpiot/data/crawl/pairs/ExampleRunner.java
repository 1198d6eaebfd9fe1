package io.gpiot.data.crawl.pairs;

import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.Resources;
import io.gpiot.data.ContentHash;
import io.gpiot.data.scale.Cores;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.Scratch;
import io.gpiot.synthesis.run.Book;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs examples in the sandbox, several batches at once; each batch is one start of Python, each example a child of its own in
 * it. What ran before is known by its hash, so that a run which was ended goes on.
 */
public final class ExampleRunner {

    private static final String MACHINERY = "crawl_examples.py";
    private static final List<String> SCRIPTS =
            List.of(MACHINERY, "crawl_statements.py", "crawl_functions.py", "verify_rows.py");
    private static final double WALL = 60;
    private static final double CPU = 30;
    /** Processor seconds of an example after which no further stretch of it is begun. */
    private static final double BUDGET = 8;

    private static final double START = 90;
    private static final long MEMORY = 2L << 30;
    private static final int BATCH = 12;
    private static final int PROCESSES = 64;

    private final ProgramRunner runner;
    private final Path folder;
    private final Book<Stretch.All> known;
    private final String salt;
    private final int parallel;

    /**
     * @param folder where our Python files are written, readable for the runner's user
     * @param memory file of what ran before
     * @param environment names the Python and its packages
     * @param parallel how many batches run at a time
     */
    public ExampleRunner(ProgramRunner runner, Path folder, Path memory, String environment, int parallel) {
        this.runner = runner;
        this.folder = folder.toAbsolutePath();
        this.parallel = parallel;
        this.known = new Book<>(memory, Stretch.All.class, Map.of());
        StringBuilder all = new StringBuilder(environment);
        for (String name : SCRIPTS) {
            String text = Resources.text(ExampleRunner.class, "/io/gpiot/data/" + name);
            Json.writeText(this.folder.resolve(name), text);
            all.append(text);
        }
        this.salt = ContentHash.of(all.toString());
    }

    /** What came of each example, by its id. */
    Map<String, Stretch.All> run(List<Example> examples, Progress progress) {
        Map<String, Stretch.All> results = new HashMap<>();
        List<Example> open = new ArrayList<>();
        for (Example example : examples) {
            known.find(key(example))
                    .ifPresentOrElse(result -> results.put(example.id(), result), () -> open.add(example));
        }
        if (!open.isEmpty()) {
            run(batches(open), open.size(), results, progress);
        }
        return results;
    }

    /** Examples of one package and folder of pages come together: they load the same libraries. */
    private static List<List<Example>> batches(List<Example> examples) {
        List<Example> sorted =
                examples.stream().sorted(Comparator.comparing(Example::id)).toList();
        List<List<Example>> batches = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += BATCH) {
            batches.add(sorted.subList(from, Math.min(from + BATCH, sorted.size())));
        }
        return batches;
    }

    private void run(List<List<Example>> batches, int all, Map<String, Stretch.All> results, Progress progress) {
        AtomicLong done = new AtomicLong();
        try (Cores cores = new Cores(Math.min(parallel, batches.size()));
                Progress.Task task = progress.start("running examples", all, "examples")) {
            cores.here(
                    batches.iterator(),
                    batch -> {
                        Map<String, Stretch.All> found = run(batch);
                        task.at(done.addAndGet(batch.size()));
                        return found;
                    },
                    results::putAll);
        }
    }

    private Map<String, Stretch.All> run(List<Example> batch) {
        Map<String, Stretch.All> results = new HashMap<>();
        try (Scratch scratch = new Scratch()) {
            Path told = scratch.folder("job").resolve("job.json");
            Path out = scratch.folder("out");
            Json.writeFile(
                    told,
                    Map.of(
                            "limits",
                            Map.of("wall", WALL, "cpu", CPU, "bytes", MEMORY, "budget", BUDGET),
                            "examples",
                            batch.stream()
                                    .map(each -> Map.of("cells", each.cells(), "told", each.told()))
                                    .toList()));
            runner.run(new ProgramRunner.Task(
                    folder.resolve(MACHINERY),
                    List.of(told.toString(), ProgramRunner.Task.OUTPUT),
                    List.of(folder, told.getParent()),
                    out,
                    new ProgramRunner.Limits(
                            START + WALL * batch.size(), START + CPU * batch.size(), 2 * MEMORY, PROCESSES)));
            for (int number = 0; number < batch.size(); number++) {
                Path file = out.resolve(number + ".json");
                Example example = batch.get(number);
                if (Files.exists(file)) {
                    Stretch.All result = Json.readFile(file, Stretch.All.class);
                    known.put(key(example), result);
                    results.put(example.id(), result);
                } else {
                    // its batch broke down; it is not remembered, and tried again next time
                    results.put(example.id(), Stretch.All.failed("could not be run"));
                }
            }
        }
        return results;
    }

    private String key(Example example) {
        return ContentHash.of(salt, Json.lines(List.of(example.cells(), example.told())));
    }
}
