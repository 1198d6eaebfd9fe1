import io.gpiot.app.RunSession;
import io.gpiot.app.Workbench;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.sandbox.Layer;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Runs the chain on every requirement that {@code requirements.py} wrote, with one loaded model:
 *
 * <pre>
 * java -cp 'target/gpiot.jar:target/lib/*' benchmarks/chain/ChainBench.java MODEL FOLDER RUNS [WORD...] [NAME...]
 * </pre>
 *
 * Words: {@code plan} stops after the sub-tasks; {@code brief} asks for four programs of each, once; {@code together} runs
 * five requirements at a time, whose requests share the engine's batches: shares of success in a fraction of the time, but no
 * times of a single run. Prints for each: solved sub-tasks, whether main.py ran, seconds; at the end the sums. A folder with another
 * {@code io/gpiot/synthesis/prompts/ROLE/standard.md}, put first on the class path, tries another prompt.
 */
public class ChainBench {

    private static final Set<String> WORDS = Set.of("plan", "brief", "together");

    /** @param ran whether a whole program ran that answers the requirement */
    private record Done(String text, int solved, int all, boolean ran) {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments).subList(3, arguments.length);
        List<String> names = words.stream().filter(word -> !WORDS.contains(word)).toList();
        SynthesisSettings settings = words.contains("brief") ? brief() : SynthesisSettings.DEFAULT;
        long start = System.nanoTime();
        var bench = new Workbench(Home.fromEnvironment(), System.getenv(), Progress.NONE, System.err::println);
        List<Done> done = new ArrayList<>();
        try (RunSession session =
                        RunSession.open(bench, new RunSession.Choice(arguments[0], "modern", Layer.AUTOMATIC), text -> {});
                var folders = Files.list(Path.of(arguments[1]));
                var threads = Executors.newFixedThreadPool(words.contains("together") ? 5 : 1)) {
            List<Future<Done>> runs = folders.sorted()
                    .filter(folder -> names.isEmpty() || names.contains(folder.getFileName().toString()))
                    .map(folder -> threads.submit(
                            () -> run(session, folder, Path.of(arguments[2]), settings, words.contains("plan"))))
                    .toList();
            for (Future<Done> run : runs) {
                done.add(run.get());
                System.out.print(done.getLast().text());
            }
        }
        String memory = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
        System.out.printf(
                "%d requirements: %d of %d sub-tasks solved, %d whole programs ran, %.0f s, %s%n",
                done.size(),
                done.stream().mapToInt(Done::solved).sum(),
                done.stream().mapToInt(Done::all).sum(),
                done.stream().filter(Done::ran).count(),
                (System.nanoTime() - start) / 1e9,
                memory.replaceAll("\\s+", " "));
    }

    private static Done run(RunSession session, Path folder, Path runs, SynthesisSettings settings, boolean plan)
            throws Exception {
        String name = folder.getFileName().toString();
        long begin = System.nanoTime();
        Requirement requirement =
                new Requirement(Files.readString(folder.resolve("requirement.md")).strip());
        Task task = new Task(requirement, folder.resolve("data"), List.of(), plan, settings);
        Path run = runs.resolve(name);
        Result result = session.synthesise(task, run, event -> {});
        String title = "== %s, %.0f s%n".formatted(name, (System.nanoTime() - begin) / 1e9);
        if (plan) {
            return new Done(title + SubTask.toText(result.subTasks()) + "\n\n", 0, 0, false);
        }
        String outcomes = result.outcomes().stream()
                .map(outcome -> "   " + outcome.specification().name() + ": " + outcome.summary() + "\n")
                .collect(Collectors.joining());
        boolean whole = !result.solutions().isEmpty() && session.runWhole(task, run, result).ran();
        return new Done(
                title + outcomes, result.solutions().size(), result.outcomes().size(), whole && result.answered());
    }

    private static SynthesisSettings brief() {
        SynthesisSettings usual = SynthesisSettings.DEFAULT;
        var draws = usual.sampling();
        return usual.withSampling(new SynthesisSettings.Draws(
                4, 1, draws.tokenBudget(), draws.temperature(), draws.seed(), draws.tellFailure()));
    }
}
