package io.gpiot.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue's files; golden rows: benchmarks/reference/make_format_golden.py. */
class RealModelsIT {

    @ParameterizedTest
    @ValueSource(strings = {"smollm2-135m-instruct", "qwen2.5-coder-0.5b-instruct", "qwen2.5-coder-1.5b-instruct"})
    void rowsEqualTheReferenceBitByBit(String id) throws IOException {
        try (ModelFile model = ModelFiles.open(RealModels.require(id))) {
            JsonNode golden = Json.MAPPER
                    .readTree(getClass().getResource("/format/rows.json"))
                    .get(id);
            assertTrue(golden.size() > 3);
            for (JsonNode row : golden) {
                StoredTensor tensor = Objects.requireNonNull(
                        model.tensors().get(row.get("tensor").asText()));
                assertEquals(row.get("type").asText(), tensor.type().name());
                float[] values = row(tensor, row.get("row").asLong());
                for (int i = 0; i < row.get("bits").size(); i++) {
                    assertEquals(row.get("bits").get(i).asInt(), Float.floatToRawIntBits(values[i]), row.toString());
                }
                double sum = 0;
                for (float value : values) {
                    sum += value;
                }
                assertEquals(row.get("sum").asDouble(), sum, 1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smollm2-135m-instruct", "qwen2.5-coder-0.5b-instruct", "qwen2.5-coder-1.5b-instruct"})
    void allWeightsAreFiniteAndOfPlausibleSpread(String id) {
        try (ModelFile model = ModelFiles.open(RealModels.require(id))) {
            for (StoredTensor tensor : model.tensors().values()) {
                FloatBuffer out = FloatBuffer.allocate(Math.toIntExact(tensor.elements()));
                Dequantizer.toFloat(tensor, 0, tensor.rows(), out);
                double squares = 0;
                for (float value : out.array()) {
                    squares += (double) value * value;
                }
                double rootMeanSquare = Math.sqrt(squares / tensor.elements());
                assertTrue(
                        rootMeanSquare > 1e-4 && rootMeanSquare < 200,
                        tensor.name() + " has root mean square " + rootMeanSquare);
            }
        }
    }

    private static float[] row(StoredTensor tensor, long row) {
        FloatBuffer out = FloatBuffer.allocate(tensor.rowLength());
        Dequantizer.toFloat(tensor, row, 1, out);
        return out.array();
    }
}
