package io.gpiot.pect;

import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.Threads;
import io.gpiot.pect.recipe.Recipe.Precision;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** How fast this machine multiplies matrices of a model's size. */
final class MachineSpeed {

    private static final int ROWS = 512;
    private static final int TIMES = 8;

    private MachineSpeed() {}

    /** Operations a second, the best of some products of 512 rows: less than a second's work. */
    static double measure(ModelConfig config, Precision precision, int threads) {
        ScalarType type = precision == Precision.BF16 ? ScalarType.BFloat16 : ScalarType.Float;
        Threads.use(threads, type);
        double operations = 2.0 * ROWS * config.width() * config.feedForwardWidth();
        double best = Double.MAX_VALUE;
        try (PointerScope scope = new PointerScope()) {
            Tensor rows = Tensors.zeros(type, ROWS, config.width());
            Tensor matrix = Tensors.zeros(type, config.width(), config.feedForwardWidth());
            for (int time = 0; time < TIMES; time++) {
                long began = System.nanoTime();
                Tensor product = rows.matmul(matrix);
                best = Math.min(best, (System.nanoTime() - began) / 1e9);
                product.deallocate();
            }
        }
        return operations / best;
    }
}
