package io.gpiot.data.examine;

import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.data.ContentHash;
import io.gpiot.data.scale.Cores;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.Scratch;
import io.gpiot.synthesis.run.Book;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Examines programs, several tasks at a time. All programs of a task share one start of Python in the sandbox. Each may take
 * 4 s of processor time, or four times what the task's reference takes if that is more; on the clock it may take more, since a
 * busy machine stretches time. What ran before is remembered.
 */
public final class Examiner {

    private static final double LEAST_SECONDS = 4;
    private static final double TIMES_REFERENCE = 4;
    private static final double REFERENCE_SECONDS = 60;
    private static final long MEMORY = 2L << 30;
    private static final int TOGETHER = 24;

    /** What loading libraries and the test's own work may take. */
    private static final double BESIDES_SECONDS = 120;

    /** What a verdict holds for, besides the program, its task and the environment. */
    private static final String LIMITS = LEAST_SECONDS + " s, " + TIMES_REFERENCE + " times the reference, " + MEMORY
            + " bytes, libraries of the task";

    private static final String SCRIPT = "examine.py";
    private static final List<String> SCRIPTS = List.of(SCRIPT, "handover.py");

    private static final String ENDED = "ended the run that examined it";

    private final ProgramRunner runner;
    private final Path script;
    private final Book<Examination> verdicts;
    private final Book<Double> references;
    private final String salt;
    private final int parallel;

    /**
     * Programs of one task.
     *
     * @param entryPoint the function that the test calls
     * @param reference passes the test, so that what it takes says what others may take; or empty
     * @param test defines {@code check(candidate)}
     * @param programs whole ones, with what stands before them
     */
    public record Job(String entryPoint, String reference, String test, List<String> programs) {
        public Job {
            programs = List.copyOf(programs);
        }
    }

    private record Verdict(
            String outcome, String detail, String trace, String printed, double seconds, long peakBytes) {

        Examination examination() {
            return new Examination(
                    Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)), detail, trace, printed, seconds, peakBytes);
        }
    }

    /**
     * @param environment names Python and packages: a verdict holds for them alone
     * @param scripts where our Python files are written, readable for the sandbox's user
     * @param memory where verdicts are kept
     * @param parallel how many tasks at a time
     */
    public Examiner(ProgramRunner runner, String environment, Path scripts, Path memory, int parallel) {
        this.runner = runner;
        this.parallel = parallel;
        StringBuilder sources = new StringBuilder();
        for (String name : SCRIPTS) {
            String source = Scripts.text(name);
            sources.append(source);
            Json.writeText(scripts.resolve(name), source);
        }
        this.script = scripts.resolve(SCRIPT).toAbsolutePath();
        this.salt = ContentHash.of(sources.toString(), environment, LIMITS);
        this.verdicts = new Book<>(memory.resolve("verdicts.jsonl"), Examination.class, Map.of());
        this.references = new Book<>(memory.resolve("reference-seconds.jsonl"), Double.class, Map.of());
    }

    public List<List<Examination>> examine(List<Job> jobs, Progress progress) {
        return examine("examining programs", jobs, progress);
    }

    /**
     * @param label what the progress says
     * @return for each job, in order, what became of each of its programs, in order
     */
    public List<List<Examination>> examine(String label, List<Job> jobs, Progress progress) {
        long programs = jobs.stream().mapToLong(job -> job.programs().size()).sum();
        AtomicLong done = new AtomicLong();
        List<List<Examination>> all = new ArrayList<>();
        try (Cores cores = new Cores(parallel);
                Progress.Task task = progress.start(label, programs, "programs")) {
            cores.here(
                    jobs.iterator(),
                    job -> {
                        List<Examination> found = examine(job);
                        task.at(done.addAndGet(job.programs().size()));
                        return found;
                    },
                    all::add);
        }
        return all;
    }

    private List<Examination> examine(Job job) {
        Map<String, Examination> all = new HashMap<>();
        List<String> open = new ArrayList<>(new LinkedHashSet<>(job.programs()));
        open.removeIf(program -> {
            verdicts.find(key(job, program)).ifPresent(known -> all.put(program, known));
            return all.containsKey(program);
        });
        for (int from = 0; from < open.size(); from += TOGETHER) {
            List<String> some = open.subList(from, Math.min(from + TOGETHER, open.size()));
            Map<String, Examination> found = run(job, some, seconds(job));
            all.putAll(found);
            found.forEach((program, examination) -> {
                if (isCertain(examination)) {
                    verdicts.put(key(job, program), examination);
                }
            });
        }
        return job.programs().stream()
                .map(program -> Objects.requireNonNull(all.get(program)))
                .toList();
    }

    /** Where the whole run ended with a program, it may have been the machine: that is not remembered. */
    private static boolean isCertain(Examination examination) {
        return !examination.detail().startsWith(ENDED);
    }

    private String key(Job task, String program) {
        return ContentHash.of(program, task.entryPoint(), task.test(), salt);
    }

    /** What a program of this task may take. */
    private double seconds(Job task) {
        if (task.reference().isBlank()) {
            return LEAST_SECONDS;
        }
        String key = ContentHash.of(task.reference(), task.entryPoint(), task.test(), salt);
        double taken = references.find(key).orElseGet(() -> {
            Examination fresh = run(task, List.of(task.reference()), REFERENCE_SECONDS)
                    .values()
                    .iterator()
                    .next();
            if (isCertain(fresh)) {
                references.put(key, fresh.seconds());
            }
            return fresh.seconds();
        });
        return Math.max(LEAST_SECONDS, TIMES_REFERENCE * taken);
    }

    /** One start; a program that ended the start with all in it is started alone. */
    private Map<String, Examination> run(Job task, List<String> programs, double seconds) {
        Map<String, Examination> found = new HashMap<>();
        try (Scratch scratch = new Scratch()) {
            Path in = scratch.folder("in");
            Path out = scratch.folder("out");
            double wall = 4 * seconds + BESIDES_SECONDS;
            for (int number = 0; number < programs.size(); number++) {
                Json.writeText(in.resolve(number + ".py"), programs.get(number));
            }
            Json.writeFile(
                    in.resolve("job.json"),
                    Map.of(
                            "programs",
                            programs.size(),
                            "entryPoint",
                            task.entryPoint(),
                            "preload",
                            Libraries.toLoad(task),
                            "limits",
                            Map.of("seconds", seconds, "wall", wall, "bytes", MEMORY)));
            String ended = Scripts.run(
                    runner, script, in, out, BESIDES_SECONDS + (wall + BESIDES_SECONDS) * programs.size(), task.test());
            Path file = out.resolve("verdicts.json");
            if (Files.exists(file)) {
                Verdict[] read = Json.readFile(file, Verdict[].class);
                for (int number = 0; number < programs.size(); number++) {
                    found.put(programs.get(number), read[number].examination());
                }
            } else if (programs.size() == 1) {
                found.put(programs.getFirst(), Examination.unrun(Outcome.EXCEPTION, ENDED + ": " + ended));
            } else {
                programs.forEach(program -> found.putAll(run(task, List.of(program), seconds)));
            }
        }
        return found;
    }
}
