package io.gpiot.engine.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.format.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterFileTest {

    private static final ModelConfig TINY =
            new ModelConfig("qwen2", 2, 8, 2, 1, 4, 16, 32, 64, 1e-6f, 1e4f, false, true);
    private static final AdapterSettings PECT = new AdapterSettings(
            2, 4, 6.5, true, 0.1, EnumSet.of(Target.QUERY, Target.KEY, Target.VALUE), .3, .6, true, true, 5);
    private static final AdapterSettings LORA =
            new AdapterSettings(1, 4, 8, false, 0.1, EnumSet.allOf(Target.class), .5, .5, false, false, 1);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() {
        for (AdapterSettings settings : new AdapterSettings[] {PECT, LORA}) {
            SequencedMap<String, Tensor> parameters = write(settings);
            Adapter adapter = AdapterFile.read(folder);
            assertEquals(settings, adapter.settings());
            assertEquals("abc", adapter.baseSha256().orElseThrow());
            Map<String, Tensor> loaded = adapter.load(TINY, ScalarType.Float);
            parameters.forEach((name, tensor) -> assertTrue(tensor.equal(loaded.get(name)), name));
            assertEquals(parameters.keySet(), loaded.keySet());
        }
    }

    @Test
    void plainLoraHasPeftsKeysAndPectATypeThatPeftRefuses() {
        write(LORA);
        JsonNode lora = config();
        assertEquals("LORA", lora.path("peft_type").asText());
        assertTrue(lora.path("lora_alpha").isInt());
        assertFalse(lora.has("lambda"));
        write(PECT);
        assertEquals("GPIOT_PECT", config().path("peft_type").asText());
    }

    @Test
    void otherBaseIsRefusedWithBothHashes() {
        write(PECT);
        Adapter adapter = AdapterFile.read(folder);
        adapter.requireBase("tiny", "abc");
        assertRefused("abc, but tiny has def", () -> adapter.requireBase("tiny", "def"));
    }

    @Test
    void adapterOfAnotherModelIsRefusedWithTheFirstTensorThatDiffers() {
        write(PECT);
        ModelConfig wider = new ModelConfig("qwen2", 2, 16, 4, 1, 4, 16, 32, 64, 1e-6f, 1e4f, false, true);
        ModelConfig flatter = new ModelConfig("qwen2", 1, 8, 2, 1, 4, 16, 32, 64, 1e-6f, 1e4f, false, true);
        Adapter adapter = AdapterFile.read(folder);
        assertRefused("of shape [4, 8] instead of [4, 16]", () -> adapter.requireFits(wider));
        assertRefused("has tensors beyond", () -> adapter.requireFits(flatter));
    }

    @Test
    void fileCutOffAnywhereIsRefused() throws IOException {
        write(PECT);
        Path weights = folder.resolve(AdapterFile.WEIGHTS);
        byte[] whole = Files.readAllBytes(weights);
        for (int length : new int[] {0, 5, 100, whole.length / 2, whole.length - 1}) {
            Files.write(weights, Arrays.copyOf(whole, length));
            GpiotException refused = assertThrows(GpiotException.class, () -> AdapterFile.read(folder));
            assertEquals(GpiotException.Category.USER, refused.category());
            assertFalse(refused.getMessage().contains("\n"));
        }
        Files.delete(weights);
        assertRefused("lacks " + AdapterFile.WEIGHTS, () -> AdapterFile.read(folder));
    }

    @Test
    void whatWeCannotRunIsRefusedByItsKey() {
        write(LORA);
        assertRefused("use_dora is on", () -> readWith("use_dora", "true"));
        assertRefused("it has rank_pattern", () -> readWith("rank_pattern", "{\"q_proj\": 3}"));
        assertRefused("it tunes biases (all)", () -> readWith("bias", "\"all\""));
        assertRefused("peft_type is 'IA3'", () -> readWith("peft_type", "\"IA3\""));
        assertRefused("rank must lie in", () -> readWith("r", "0"));
    }

    private void readWith(String key, String value) {
        write(LORA);
        ObjectNode config = (ObjectNode) config();
        try {
            config.set(key, Json.MAPPER.readTree(value));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Json.writeFile(folder.resolve(AdapterFile.CONFIG), config);
        AdapterFile.read(folder);
    }

    private JsonNode config() {
        return Json.readFile(folder.resolve(AdapterFile.CONFIG), JsonNode.class);
    }

    private SequencedMap<String, Tensor> write(AdapterSettings settings) {
        SequencedMap<String, Tensor> parameters = AdapterParameters.initial(settings, TINY, 4);
        AdapterFile.write(folder, settings, "tiny", "abc", parameters);
        return parameters;
    }

    private static void assertRefused(String part, Runnable work) {
        GpiotException refused = assertThrows(GpiotException.class, work::run);
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }
}
