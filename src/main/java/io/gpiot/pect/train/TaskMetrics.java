package io.gpiot.pect.train;

import io.gpiot.base.Progress;
import io.gpiot.engine.LanguageModel;
import java.util.List;
import java.util.Map;

/**
 * Measures a tuned model by using it: the share of well-formed decompositions, BLEU, the share of programs that pass. More is
 * better for each. Whoever runs the tuner gives it one; tuning itself knows losses only.
 */
public interface TaskMetrics {

    /** What it measures: names that a recipe's {@code evaluation.metric} may have. */
    List<String> names();

    /**
     * @param model with the adapter as it is now; it stays the caller's
     * @return a value for each name
     */
    Map<String, Double> measure(LanguageModel model, Progress progress);

    /** A hash of the tasks: values of other ones cannot be compared. Empty where there are none. */
    default String tasks() {
        return "";
    }

    /** Measures nothing. */
    TaskMetrics NONE = new TaskMetrics() {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public Map<String, Double> measure(LanguageModel model, Progress progress) {
            return Map.of();
        }
    };
}
