package io.gpiot.engine.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.RealModels;
import io.gpiot.engine.format.TokenizerSource;
import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden ids of llama.cpp: benchmarks/reference/make_tokenizer_golden.py. */
class TokenizerIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qwen2.5-coder-0.5b-instruct",
                "qwen2.5-coder-1.5b-instruct",
                "smollm2-135m-instruct",
                "smollm2-135m-instruct+qwen2",
                "smollm2-135m-instruct+llama-bpe",
                "smollm2-135m-instruct+gpt-2",
                "smollm2-135m-instruct+default",
                "smollm2-135m-instruct+starcoder"
            })
    void idsEqualThoseOfLlamaCpp(String nameAndRule) throws IOException {
        String[] parts = nameAndRule.split("\\+");
        JsonNode golden = Json.MAPPER
                .readTree(getClass().getResource("/text/token-ids.json"))
                .get(nameAndRule);
        assertTrue(golden.size() > 60);
        try (ModelFile model = ModelFiles.open(RealModels.require(parts[0]));
                Tokenizer tokenizer = Tokenizer.of(parts.length > 1 ? with(model, parts[1]) : model.tokenizer())) {
            for (JsonNode row : golden) {
                String text = row.get("text").asText();
                int[] expected = Json.MAPPER.convertValue(row.get("ids"), int[].class);
                assertArrayEquals(
                        expected,
                        tokenizer.encode(text, row.get("parse_special").asBoolean()),
                        Json.MAPPER.writeValueAsString(row));
                if (!row.get("parse_special").asBoolean()) {
                    assertEquals(text, tokenizer.decode(expected));
                }
            }
            assertEquals(model.config().vocabularySize(), tokenizer.size());
        }
    }

    private static TokenizerSource with(ModelFile model, String rule) {
        TokenizerSource.BytePairs s = (TokenizerSource.BytePairs) model.tokenizer();
        return new TokenizerSource.BytePairs(
                rule,
                s.tokens(),
                s.kinds(),
                s.merges(),
                s.vocabularySize(),
                OptionalInt.empty(),
                false,
                s.endTokens(),
                s.chatTemplate());
    }
}
