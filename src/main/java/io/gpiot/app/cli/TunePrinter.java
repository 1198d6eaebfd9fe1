package io.gpiot.app.cli;

import io.gpiot.base.model.MachineMemory;
import io.gpiot.pect.Tuning;
import io.gpiot.pect.TuningEstimate;
import io.gpiot.pect.data.Corpus;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.pect.train.DryRun;
import io.gpiot.pect.train.TuningState;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code gpiot tune} says: as text, or as events for machines. */
final class TunePrinter {

    private static final double GIGA = 1e9;

    private final PrintWriter out;
    private final @Nullable JsonProgress lines;

    TunePrinter(PrintWriter out, @Nullable JsonProgress lines) {
        this.out = out;
        this.lines = lines;
    }

    void plan(Recipe recipe, Tuning tuning, TuningEstimate estimate) {
        Corpus training = tuning.training();
        MachineMemory memory = MachineMemory.read();
        if (lines != null) {
            Map<String, Object> plan = new LinkedHashMap<>();
            plan.put("method", recipe.method().text());
            plan.put("base", recipe.base());
            plan.put("training", training.files());
            plan.put("development", tuning.development().files());
            plan.put(
                    "rejected",
                    training.rejected().size() + tuning.development().rejected().size());
            plan.put("tokens", training.tokens());
            plan.put("answer_tokens", training.answerTokens());
            plan.put("steps", tuning.steps());
            plan.put("estimate", estimate);
            lines.event("plan", plan);
            return;
        }
        for (Corpus corpus : List.of(training, tuning.development())) {
            corpus.files()
                    .forEach(file -> line(
                            corpus.equals(training) ? "learns" : "develops on",
                            "%s: %,d examples on path %d".formatted(file.file(), file.examples(), file.path())));
            corpus.rejections().forEach(rejection -> line("", rejection));
        }
        line("tokens", "%,d an epoch, %,d of them in answers".formatted(training.tokens(), training.answerTokens()));
        line("steps", "%,d, %,d an epoch".formatted(tuning.steps(), tuning.stepsPerEpoch()));
        line(
                "adapter",
                "%s of rank %d on %s: %,d numbers"
                        .formatted(
                                recipe.method().text(),
                                recipe.adapter().rank(),
                                String.join(", ", recipe.adapter().targets()),
                                estimate.adapterNumbers()));
        line(
                "memory",
                "about %.1f GB; this machine has %.1f GB free%s"
                        .formatted(
                                estimate.memory() / GIGA,
                                memory.available() / GIGA,
                                estimate.memory() > memory.available()
                                        ? ": lower training.tokens_per_batch or set training.checkpointing"
                                        : ""));
        line(
                "time",
                "about %s, %.0f tokens/s (--dry-run measures it)"
                        .formatted(shown(estimate.seconds()), estimate.tokensPerSecond()));
        out.flush();
    }

    void tried(Tuning tuning, DryRun.Report report) {
        double seconds = tuning.plannedTokens() / report.tokensPerSecond();
        if (lines != null) {
            lines.event("dry_run", Map.of("report", report, "seconds", seconds, "tokens", tuning.plannedTokens()));
            return;
        }
        line(
                "dry run",
                "%d steps, %.1f tokens/s, loss %.4f -> %.4f, at most %.1f GB of memory"
                        .formatted(
                                report.steps(),
                                report.tokensPerSecond(),
                                report.firstLoss(),
                                report.lastLoss(),
                                report.peakMemory() / GIGA));
        line("whole tuning", shown(seconds) + " of learning; evaluations come on top");
        out.flush();
    }

    void result(Path folder, Recipe recipe, TuningState state) {
        if (lines != null) {
            lines.event("result", Map.of("folder", folder.toString(), "state", state));
            return;
        }
        line(
                "learned",
                "%,d tokens in %d steps and %s%s"
                        .formatted(
                                state.tokens(),
                                state.step(),
                                shown(state.seconds()),
                                state.stoppedEarly() ? ", stopped early" : ""));
        TuningState.Best best = state.best();
        if (best != null) {
            line(
                    "best",
                    "development %s %.4f at step %d"
                            .formatted(recipe.evaluation().metric(), best.value(), best.step()));
        }
        for (String made : List.of("adapter", "curves.png")) {
            if (Files.exists(folder.resolve(made))) {
                line(made.replace(".png", ""), folder.resolve(made).toString());
            }
        }
        out.flush();
    }

    private void line(String label, String text) {
        out.println(String.format(Locale.ROOT, "%-13s", label) + text);
    }

    private static String shown(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return time.toHours() > 0
                ? "%d h %02d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
