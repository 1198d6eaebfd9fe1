package io.gpiot.pect.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipesTest {

    private static final String LEAST = """
            base: some-model
            data:
              - {file: a.jsonl, path: 1}
              - {file: b.jsonl, path: 2}
            """;

    private static String refusal(String yaml) {
        GpiotException refused = assertThrows(GpiotException.class, () -> Recipes.parse(yaml));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertEquals(1, refused.getMessage().lines().count());
        return refused.getMessage();
    }

    @Test
    void whatIsLeftOutHasThePapersValuesOrOurs() {
        Recipe recipe = Recipes.parse(LEAST);
        assertEquals(Method.PECT, recipe.method());
        assertEquals(5, recipe.training().epochs());
        assertEquals(1e-4, recipe.training().learningRate());
        assertEquals(0.5, recipe.adapter().lambda());
        assertEquals(0.1, recipe.adapter().dropout());
        assertTrue(recipe.adapter().rsLora());
        assertTrue(recipe.choosesByLoss());
    }

    @ParameterizedTest
    @CsvSource({"pect,epochs: 2", "lora,steps: 7", "two-loras,epochs: 1"})
    void theResolvedRecipeMeansTheSame(String method, String length) {
        Recipe recipe = Recipes.parse(
                LEAST + "method: " + method + "\ntraining: {learning_rate: 2e-4, " + length + "}\n"
                        + "development:\n  - {file: c.jsonl, path: 1}\nevaluation: {every: 10, metric: fcr, patience: 3, suite: development, plans: 4}\n");
        assertEquals(2e-4, recipe.training().learningRate());
        assertFalse(recipe.choosesByLoss());
        assertEquals(recipe, Recipes.parse(Recipes.toYaml(recipe)));
    }

    @ParameterizedTest
    @CsvSource({
        "'trainig: {epochs: 1}',trainig,training",
        "'training: {learning_rat: 1}',training.learning_rat,training.learning_rate",
        "'adapter: {gama: 0.5}',adapter.gama,adapter.gamma",
    })
    void anUnknownKeyIsRefusedWithTheNearestOne(String line, String unknown, String nearest) {
        assertEquals(
                "the recipe has an unknown key " + unknown + "; the nearest is " + nearest,
                refusal(LEAST + line + "\n"));
    }

    @Test
    void aKeyThatTheMethodDoesNotHaveIsRefused() {
        assertTrue(refusal(LEAST + "method: lora\nadapter: {lambda: 0.5}\n").contains("adapter.lambda"));
    }

    @ParameterizedTest
    @CsvSource({
        "'method: pekt','method must be one of pect, lora, two-loras, was ''pekt'''",
        "'adapter: {lambda: 1.5}','adapter.lambda must be a number from 0.0 to 1.0, was 1.5'",
        "'adapter: {rank: 0}','adapter.rank must be a whole number, 1 or more, was 0'",
        "'adapter: {rank: much}','adapter.rank must be a whole number, 1 or more, was ''much'''",
        "'training: {checkpointing: 3}','training.checkpointing must be true or false, was 3'",
        "'training: {learning_rate: nan}','training.learning_rate must be a number from 0.0 to 10.0, was ''nan'''",
        "'training: {epochs: 1, steps: 2}','the recipe has training.epochs and training.steps; give one of them'",
        "'training: {tokens_per_batch: 512}','training.tokens_per_batch must be 1024 or more, so that a sample of training.maximum_length fits, was 512'",
        "'evaluation: {metric: fcr}','evaluation.metric is fcr, but evaluation.suite names no tasks; write suite: development, or metric: loss'",
    })
    void aWrongValueIsNamedWithWhatItMustBe(String line, String message) {
        assertEquals(message, refusal(LEAST + line + "\n"));
    }

    @Test
    void whatIsNoRecipeIsRefused() {
        assertTrue(refusal("base: [").contains("line"));
        assertTrue(refusal("base: a\nbase: b\n").contains("base"));
        assertEquals("the recipe must have keys and values, was 'hello'", refusal("hello"));
        assertEquals("the recipe lacks base", refusal("data: []"));
        assertEquals("the recipe's data names no file", refusal("base: a"));
        assertTrue(refusal("base: a\ndata: [{file: x}]").contains("lacks its path"));
        assertEquals(
                "there is no recipe no-such.yaml; recipes/ has some to begin with",
                assertThrows(GpiotException.class, () -> Recipes.read(Path.of("no-such.yaml")))
                        .getMessage());
    }
}
