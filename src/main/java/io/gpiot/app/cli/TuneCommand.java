package io.gpiot.app.cli;

import io.gpiot.app.TuningTasks;
import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.base.model.InstalledModel;
import io.gpiot.pect.TunableLearners;
import io.gpiot.pect.Tuning;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.recipe.Recipes;
import io.gpiot.pect.train.TaskMetrics;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot tune}: adapters from datasets. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tunes an adapter as a recipe says: PECT's coupled paths, or plain LoRA.",
        footer = {
            "",
            "The run's folder holds the recipe with all defaults, metrics.jsonl, curves.png, checkpoints and the adapter. Stop",
            "at any point and give the same command to go on, bit for bit as it would have.",
            "",
            "Examples:",
            "  gpiot data build -o local/dataset",
            "  gpiot tune recipes/pect.yaml --dry-run",
            "  gpiot tune recipes/pect.yaml --out runs/pect",
            "  gpiot tune recipes/pect.yaml --out runs/pect --add-epochs 2"
        })
final class TuneCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "RECIPE", description = "A YAML file; the checkout's recipes/ has some.")
    @SuppressWarnings("NullAway.Init")
    private Path recipeFile;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run's folder (default: runs/tune- and the recipe's name).")
    private @Nullable Path out;

    @Option(
            names = "--dry-run",
            description = "Do 20 steps that are thrown away, and say what the tuning will take; writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--add-epochs",
            paramLabel = "N",
            description =
                    "Learn so many epochs more than was planned, with a rise and fall of the learning rate of their own.")
    private int addEpochs;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that compute (default: one a core).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON lines instead of text: plan, progress, result.")
    private boolean json;

    @Override
    public void run() {
        if (addEpochs < 0 || dryRun && addEpochs > 0) {
            throw GpiotException.user("--add-epochs takes 1 or more and no --dry-run, was " + addEpochs);
        }
        if (threads < 1) {
            throw GpiotException.user("--threads must be 1 or more, was " + threads);
        }
        Console console = Console.of(spec.commandLine(), json);
        Progress progress = console.progress();
        Consumer<String> says = console.says();
        Recipe recipe = Recipes.read(recipeFile);
        Workbench bench = console.workbench();
        InstalledModel base = bench.installed(recipe.base());
        Tuning tuning = Tuning.prepare(recipe, new Tuning.Base(base.id(), base.path(), base.sha256()));
        TaskMetrics metrics = recipe.evaluation().asks() && !dryRun
                ? TuningTasks.open(bench, recipe.evaluation(), DataCommand::folder)
                : TaskMetrics.NONE;
        var printer = new TunePrinter(spec.commandLine().getOut(), console.lines());
        printer.plan(recipe, tuning, tuning.estimate(threads));
        var learners = new TunableLearners(threads, bench.engineSettings().kernelFolder());
        Path folder = out == null ? Path.of("runs", "tune-" + stem(recipeFile)) : out;
        try (Interrupt interrupt =
                Interrupt.listen(() -> says.accept("stopping after the batch or evaluation under way"))) {
            if (dryRun) {
                printer.tried(tuning, tuning.dryRun(learners, interrupt, progress));
            } else {
                printer.result(
                        folder,
                        recipe,
                        tuning.run(learners, folder, addEpochs, threads, interrupt, metrics, progress, says));
            }
        }
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
    }
}
