package io.gpiot.pect.train;

import io.gpiot.base.Progress;
import io.gpiot.pect.plan.Batch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;

/** The loss on development data, without dropout and without gradients. */
final class Evaluation {

    static final String PREFIX = "development_";

    private Evaluation() {}

    /**
     * @return {@code development_loss_path1}, {@code development_loss_path2} as far as there are examples, each the mean over
     *     answer tokens, and {@code development_loss}, their mean: both paths count alike, though programs are longer
     */
    static Map<String, Double> losses(Learner learner, List<Batch> batches, Progress progress) {
        Map<Integer, double[]> byPath = new TreeMap<>();
        GradMode.set_enabled(false);
        int examples = batches.stream().mapToInt(batch -> batch.rows().length).sum();
        try (Progress.Task task = progress.start("loss on development data", examples, "examples")) {
            int done = 0;
            for (Batch batch : batches) {
                try (PointerScope scope = new PointerScope()) {
                    double loss = learner.loss(batch.rows(), batch.answerStarts(), Stepper.paths(batch), 0, false)
                            .item_double();
                    double[] sums = byPath.computeIfAbsent(batch.path(), each -> new double[2]);
                    sums[0] += loss * batch.answerTokens();
                    sums[1] += batch.answerTokens();
                }
                done += batch.rows().length;
                task.at(done);
            }
        } finally {
            GradMode.set_enabled(true);
        }
        Map<String, Double> losses = new LinkedHashMap<>();
        double mean = 0;
        for (Map.Entry<Integer, double[]> entry : byPath.entrySet()) {
            double loss = entry.getValue()[0] / entry.getValue()[1];
            losses.put(PREFIX + "loss_path" + entry.getKey(), loss);
            mean += loss / byPath.size();
        }
        losses.put(PREFIX + "loss", mean);
        return losses;
    }
}
