import io.gpiot.app.RunSession;
import io.gpiot.app.Workbench;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.sandbox.Layer;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.run.Outcome;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the chain on every requirement that {@code requirements.py} wrote, with one loaded model:
 *
 * <pre>
 * java -cp 'target/gpiot.jar:target/lib/*' benchmarks/chain/ChainBench.java MODEL FOLDER RUNS [plan] [brief] [NAME...]
 * </pre>
 *
 * {@code plan} stops after the sub-tasks; {@code brief} asks for four programs of each, once, so that slow models can be
 * compared too. Prints for each: solved sub-tasks, whether main.py ran, seconds; at the end the sums. A folder with another
 * {@code io/gpiot/synthesis/prompts/ROLE/standard.md}, put first on the class path, tries another prompt.
 */
public class ChainBench {

    public static void main(String[] arguments) throws Exception {
        List<String> rest = List.of(arguments).subList(3, arguments.length);
        boolean plan = rest.contains("plan");
        boolean brief = rest.contains("brief");
        List<String> names = rest.stream()
                .filter(word -> !word.equals("plan") && !word.equals("brief"))
                .toList();
        Path runs = Path.of(arguments[2]);
        int solved = 0;
        int all = 0;
        int ran = 0;
        int requirements = 0;
        long start = System.nanoTime();
        var bench = new Workbench(Home.fromEnvironment(), System.getenv(), Progress.NONE, System.err::println);
        try (RunSession session =
                        RunSession.open(bench, new RunSession.Choice(arguments[0], "modern", Layer.AUTOMATIC), text -> {});
                var folders = Files.list(Path.of(arguments[1]))) {
            for (Path folder : folders.sorted().toList()) {
                String name = folder.getFileName().toString();
                if (!names.isEmpty() && !names.contains(name)) {
                    continue;
                }
                long begin = System.nanoTime();
                Task task = new Task(
                        new Requirement(Files.readString(folder.resolve("requirement.md")).strip()),
                        folder.resolve("data"),
                        List.of(),
                        plan,
                        brief ? brief() : SynthesisSettings.DEFAULT);
                Path run = runs.resolve(name);
                Result result = session.synthesise(task, run, event -> {});
                requirements++;
                System.out.printf("== %s, %.0f s%n", name, (System.nanoTime() - begin) / 1e9);
                if (plan) {
                    System.out.println(SubTask.toText(result.subTasks()) + "\n");
                    continue;
                }
                for (Outcome outcome : result.outcomes()) {
                    System.out.println("   " + outcome.specification().name() + ": " + outcome.summary());
                }
                boolean whole = !result.solutions().isEmpty() && session.runWhole(task, run, result).ran();
                solved += result.solutions().size();
                all += result.outcomes().size();
                ran += whole && result.answered() ? 1 : 0;
            }
        }
        String memory = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
        System.out.printf(
                "%d requirements: %d of %d sub-tasks solved, %d whole programs ran, %.0f s, %s%n",
                requirements, solved, all, ran, (System.nanoTime() - start) / 1e9, memory.replaceAll("\\s+", " "));
    }

    private static SynthesisSettings brief() {
        SynthesisSettings usual = SynthesisSettings.DEFAULT;
        var draws = usual.sampling();
        return usual.withSampling(new SynthesisSettings.Draws(
                4, 1, draws.tokenBudget(), draws.temperature(), draws.seed(), draws.tellFailure()));
    }
}
