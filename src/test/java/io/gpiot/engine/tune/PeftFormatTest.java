package io.gpiot.engine.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.engine.adapter.Adapter;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.format.SafetensorsFile;
import io.gpiot.engine.format.SafetensorsWriter;
import io.gpiot.engine.format.StoredTensor;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.WeightLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** An adapter that real PEFT wrote: see benchmarks/reference/check_peft.py, which reads what this test leaves. */
class PeftFormatTest {

    private static final Path PEFT = Path.of("src/test/resources/peft");
    private static final Path BASE = Path.of("src/test/resources/pect/base");
    private static final Path OURS = Path.of("target/peft");
    private static final int[] TOKENS = {3, 17, 5, 39, 0, 21, 8, 30, 12};

    @Test
    void peftsAdapterGivesPeftsLogits() {
        Adapter adapter = AdapterFile.read(PEFT);
        assertTrue(adapter.settings().rsLora());
        assertEquals(7, adapter.settings().targets().size());
        try (TunableModel model =
                        TunableModel.open(BASE, adapter.settings(), ScalarType.Float, false, 1, Progress.NONE);
                PointerScope scope = new PointerScope()) {
            Map<String, Tensor> tuned = adapter.load(model.config(), ScalarType.Float);
            GradMode.set_enabled(false);
            model.parameters().forEach((name, parameter) -> parameter.copy_(tuned.get(name)));
            GradMode.set_enabled(true);
            float[] logits = Tensors.toFloats(logits(model));
            float[] expected = Tensors.toFloats(WeightLoader.read(
                    SafetensorsFile.read(PEFT.resolve("logits.safetensors"))
                            .tensors()
                            .get("logits"),
                    ScalarType.Float));
            assertArrayEquals(expected, logits, 1e-4f);
            leaveForPeft(model, adapter, logits);
        }
    }

    /** At every place: the token after the last is any one. */
    private static Tensor logits(TunableModel model) {
        int[] row = java.util.Arrays.copyOf(TOKENS, TOKENS.length + 1);
        return model.logits(new int[][] {row}, new int[] {1}, new int[] {1});
    }

    private static void leaveForPeft(TunableModel model, Adapter adapter, float[] logits) {
        AdapterFile.write(OURS, adapter.settings(), "tiny", model.baseSha256(), model.parameters());
        ByteBuffer data = ByteBuffer.allocate(4 * logits.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(logits);
        SafetensorsWriter.write(
                OURS.resolve("logits.safetensors"),
                Map.of("format", "pt"),
                List.of(new StoredTensor(
                        "logits", TensorType.F32, new long[] {TOKENS.length, logits.length / TOKENS.length}, data)));
    }

    @Test
    void whatWeWriteHasPeftsNamesShapesAndKeys() {
        Adapter adapter = AdapterFile.read(PEFT);
        Path again = Path.of("target/peft-again");
        try (TunableModel model =
                TunableModel.open(BASE, adapter.settings(), ScalarType.Float, false, 1, Progress.NONE)) {
            AdapterFile.write(again, adapter.settings(), "tiny", model.baseSha256(), model.parameters());
        }
        Map<String, StoredTensor> theirs =
                SafetensorsFile.read(PEFT.resolve("adapter_model.safetensors")).tensors();
        Map<String, StoredTensor> ours =
                SafetensorsFile.read(again.resolve("adapter_model.safetensors")).tensors();
        assertEquals(theirs.keySet(), ours.keySet());
        theirs.forEach((name, tensor) ->
                assertArrayEquals(tensor.shape(), ours.get(name).shape(), name));
        JsonNode expected = Json.readFile(PEFT.resolve("adapter_config.json"), JsonNode.class);
        Json.readFile(again.resolve("adapter_config.json"), JsonNode.class)
                .fieldNames()
                .forEachRemaining(key -> assertTrue(expected.has(key), key));
    }
}
