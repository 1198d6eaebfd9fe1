package io.gpiot.engine.adapter;

import io.gpiot.engine.adapter.AdapterLayout.Parameter;
import io.gpiot.engine.adapter.AdapterLayout.Start;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The tensors of an adapter before the first step. */
public final class AdapterParameters {

    private AdapterParameters() {}

    /**
     * Parameters as they start, each from random numbers of its own, so that another layout elsewhere changes none.
     *
     * @return by name, in {@link AdapterLayout}'s order; the caller deallocates them
     */
    public static SequencedMap<String, Tensor> initial(AdapterSettings settings, ModelConfig config, long seed) {
        List<Parameter> layout = AdapterLayout.parameters(settings, config);
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            for (Parameter parameter : layout) {
                Tensor tensor = parameter.start() == Start.ZERO
                        ? Tensors.zeros(ScalarType.Float, parameter.shape())
                        : Tensors.floats(uniform(parameter, seed), parameter.shape())
                                .clone();
                tensors.put(parameter.name(), Tensors.keep(tensor));
            }
        }
        return Collections.unmodifiableSequencedMap(tensors);
    }

    private static float[] uniform(Parameter parameter, long seed) {
        SplittableRandom random =
                // two splits: neighbouring seeds would otherwise give the same numbers, shifted by one place
                new SplittableRandom(new SplittableRandom(seed).nextLong()
                        ^ new SplittableRandom(parameter.name().hashCode()).nextLong());
        double bound = 1 / Math.sqrt(parameter.shape()[1]);
        float[] values = new float[Math.toIntExact(parameter.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return values;
    }
}
