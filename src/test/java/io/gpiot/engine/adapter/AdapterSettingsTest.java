package io.gpiot.engine.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.adapter.AdapterLayout.Start;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.Tensors;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdapterSettingsTest {

    private static final ModelConfig SMALL =
            new ModelConfig("qwen2", 24, 896, 14, 2, 64, 4864, 151_936, 32_768, 1e-6f, 1e6f, false, true);
    private static final ModelConfig TINY =
            new ModelConfig("qwen2", 2, 8, 2, 1, 4, 16, 32, 64, 1e-6f, 1e4f, false, true);

    @Test
    void defaultsAreAboutOnePerCentOfTheBase() {
        AdapterSettings settings = AdapterSettings.pect(SMALL);
        assertEquals(16, settings.rank());
        assertEquals(4.0, settings.scale());
        // two projections of 3 x 896 x 16 a layer; LoRAs of rank 16: two on q, three on k and on v
        long projections = 24L * 2 * 3 * 896 * 16;
        long lora = 24L * 16 * (2 * (896 + 896) + 6 * (896 + 128));
        assertEquals(projections + lora, settings.parameterCount(SMALL));
    }

    @Test
    void plainScaleIsAlphaOverRank() {
        AdapterSettings settings =
                new AdapterSettings(1, 16, 32, false, 0, EnumSet.of(Target.QUERY), .5, .5, false, false, 1);
        assertEquals(2.0, settings.scale());
    }

    @Test
    void onePathHasPeftsNames() {
        AdapterSettings settings =
                new AdapterSettings(1, 4, 4, true, 0, EnumSet.of(Target.QUERY, Target.DOWN), .5, .5, false, false, 1);
        List<String> names = AdapterLayout.parameters(settings, TINY).stream()
                .map(AdapterLayout.Parameter::name)
                .toList();
        assertEquals(8, names.size());
        assertEquals("base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight", names.getFirst());
        assertEquals("base_model.model.model.layers.1.mlp.down_proj.lora_B.weight", names.getLast());
    }

    @Test
    void startIsReproducibleAndItsOutputMatricesAreZero() {
        AdapterSettings settings = AdapterSettings.pect(TINY);
        SequencedMap<String, Tensor> one = AdapterParameters.initial(settings, TINY, 7);
        SequencedMap<String, Tensor> same = AdapterParameters.initial(settings, TINY, 7);
        SequencedMap<String, Tensor> other = AdapterParameters.initial(settings, TINY, 8);
        for (AdapterLayout.Parameter parameter : AdapterLayout.parameters(settings, TINY)) {
            float[] values = Tensors.toFloats(one.get(parameter.name()));
            assertTrue(one.get(parameter.name()).equal(same.get(parameter.name())));
            double bound = 1 / Math.sqrt(parameter.shape()[1]);
            if (parameter.start() == Start.ZERO) {
                assertTrue(allZero(values), parameter.name());
            } else {
                assertTrue(!one.get(parameter.name()).equal(other.get(parameter.name())), parameter.name());
                for (float value : values) {
                    assertTrue(Math.abs(value) <= bound && value != 0, parameter.name());
                }
            }
        }
    }

    private static boolean allZero(float[] values) {
        return Arrays.equals(values, new float[values.length]);
    }

    @Test
    void wrongValuesAreNamedInTheMessage() {
        AdapterSettings good = AdapterSettings.pect(TINY);
        assertRefused("rank must lie in 1..4096, was 0", 2, 0, good.alpha(), good.dropout(), .5);
        assertRefused("dropout must be at least 0 and below 1, was 1.0", 2, 8, good.alpha(), 1.0, .5);
        assertRefused("gamma must lie in 0..1, was 1.5", 2, 8, good.alpha(), 0, 1.5);
        assertRefused("an adapter has 1 or 2 paths, was 3", 3, 8, good.alpha(), 0, .5);
        assertRefused("one path shares nothing", 1, 8, good.alpha(), 0, .5);
    }

    private static void assertRefused(String start, int paths, int rank, double alpha, double dropout, double gamma) {
        GpiotException refused = assertThrows(
                GpiotException.class,
                () -> new AdapterSettings(
                        paths, rank, alpha, true, dropout, EnumSet.of(Target.KEY), .5, gamma, true, true, 4));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(refused.getMessage().startsWith(start), refused.getMessage());
    }
}
