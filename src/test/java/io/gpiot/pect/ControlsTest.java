package io.gpiot.pect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gpiot.engine.format.ModelConfig;
import io.gpiot.pect.recipe.Recipes;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rivals have as many tuned numbers as what they are compared with. */
class ControlsTest {

    /** The sizes of the base that the recipes name. */
    private static final ModelConfig HALF_BILLION =
            new ModelConfig("qwen2", 24, 896, 14, 2, 64, 4864, 151936, 32768, 1e-6f, 1e6f, false, true);

    private static long numbers(String recipe) {
        return TunableLearners.settings(Recipes.read(Path.of("recipes", recipe + ".yaml")))
                .parameterCount(HALF_BILLION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora", "two-loras"})
    void aRivalHasAsManyTunedNumbers(String rival) {
        assertEquals(1.0, (double) numbers(rival) / numbers("pect"), 0.02);
    }
}
