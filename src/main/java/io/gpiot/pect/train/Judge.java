package io.gpiot.pect.train;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.engine.LanguageModel;
import io.gpiot.pect.recipe.Recipe;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Measures while tuning, by losses and by task metrics; the best adapter so far is kept. */
final class Judge {

    private final Recipe recipe;
    private final Trainer.Parts parts;
    private final AdapterFolder adapter;
    private final MetricsLog log;
    private final Progress progress;
    private final Consumer<String> says;

    Judge(
            Recipe recipe,
            Trainer.Parts parts,
            AdapterFolder adapter,
            MetricsLog log,
            Progress progress,
            Consumer<String> says) {
        this.recipe = recipe;
        this.parts = parts;
        this.adapter = adapter;
        this.log = log;
        this.progress = progress;
        this.says = says;
    }

    /** Losses on the development data, and what the task metrics say of the adapter as it is now. */
    Map<String, Double> measure(TuningState state) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (!parts.evaluates()) {
            return values;
        }
        long began = System.nanoTime();
        if (!parts.development().isEmpty()) {
            values.putAll(Evaluation.losses(parts.learner(), parts.development(), progress));
        }
        if (!parts.metrics().names().isEmpty()) {
            try (LanguageModel model = parts.learner().speaking()) {
                parts.metrics()
                        .measure(model, progress)
                        .forEach((name, value) -> values.put(Evaluation.PREFIX + name, value));
            }
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", state.step());
        line.putAll(values);
        line.put("seconds", (System.nanoTime() - began) / 1e9);
        log.add(line);
        says.accept("step " + state.step() + ": " + shown(values));
        return values;
    }

    /** Measures, keeps the adapter where it is the best so far, and says whether patience is at its end. */
    TuningState judge(TuningState state) {
        Map<String, Double> values = measure(state);
        String metric = recipe.evaluation().metric();
        Double value = values.get(Evaluation.PREFIX + metric);
        if (value == null) {
            throw GpiotException.user("evaluation.metric is " + metric + ", measured were " + values.keySet());
        }
        if (values.values().stream().anyMatch(each -> !Double.isFinite(each))) {
            throw GpiotException.user("the development data give no finite loss after step " + state.step() + " ("
                    + shown(values) + "): the model is broken; lower training.learning_rate (is "
                    + recipe.training().learningRate() + ") and begin again with another --out");
        }
        TuningState.Best best = state.best();
        boolean better = best == null || (recipe.choosesByLoss() ? value < best.value() : value > best.value());
        if (better) {
            adapter.keep(adapter.candidate(parts.learner().parameters()));
        }
        TuningState judged = state.evaluated(value, better, recipe.evaluation().patience());
        if (judged.stoppedEarly()) {
            says.accept("stopped: " + judged.withoutImprovement() + " evaluations without a better " + metric);
        }
        return judged;
    }

    private static String shown(Map<String, Double> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name.replace('_', ' '))
                .append(String.format(Locale.ROOT, " %.4f", value)));
        return text.toString();
    }
}
