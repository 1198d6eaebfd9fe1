package io.gpiot.engine.adapter;

import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.model.Tensors;
import java.nio.file.Path;
import java.util.Random;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Adapters as if they had been tuned: no parameter is zero. */
public final class TinyAdapters {

    private TinyAdapters() {}

    public static SequencedMap<String, Tensor> random(AdapterSettings settings, Path base, long seed) {
        try (ModelFile file = ModelFiles.open(base);
                PointerScope scope = new PointerScope()) {
            SequencedMap<String, Tensor> parameters = AdapterParameters.initial(settings, file.config(), seed);
            Random random = new Random(seed);
            parameters.values().forEach(parameter -> {
                float[] values = new float[(int) parameter.numel()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (0.2 * random.nextGaussian());
                }
                parameter.copy_(Tensors.floats(values, parameter.size(0), parameter.size(1)));
            });
            return parameters;
        }
    }
}
