package io.gpiot.engine.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.format.SafetensorsFile;
import io.gpiot.engine.format.SafetensorsWriter;
import io.gpiot.engine.format.StoredTensor;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.model.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * Reads and writes adapters: a folder with {@code adapter_model.safetensors} and {@code adapter_config.json}.
 *
 * <p>A plain LoRA is in PEFT's format, in both directions. A PECT adapter has PEFT's names for its LoRA parts (see
 * {@link AdapterLayout}) and a {@code peft_type} of its own, because PEFT cannot run coupled paths and should say so. The
 * base's SHA-256 is in the weights file's metadata, where PEFT does not look.
 */
public final class AdapterFile {

    static final String WEIGHTS = "adapter_model.safetensors";
    static final String CONFIG = "adapter_config.json";

    private static final String BASE = "gpiot.base_sha256";

    private AdapterFile() {}

    /**
     * Writes an adapter; each of its two files is there whole or not at all.
     *
     * @param baseName of the base, for people and for PEFT: an id or a path
     * @throws GpiotException RESOURCES where the disk does not take it
     */
    public static void write(
            Path folder, AdapterSettings settings, String baseName, String baseSha256, Map<String, Tensor> parameters) {
        List<StoredTensor> tensors = new ArrayList<>();
        parameters.forEach((name, tensor) -> {
            float[] values = Tensors.toFloats(tensor);
            ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            data.asFloatBuffer().put(values);
            tensors.add(new StoredTensor(
                    name, TensorType.F32, new long[] {tensor.size(0), tensor.size(1)}, data.asReadOnlyBuffer()));
        });
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + folder + ": " + e.getMessage(), e);
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put(BASE, baseSha256);
        SafetensorsWriter.write(folder.resolve(WEIGHTS), metadata, tensors);
        Json.writeFile(folder.resolve(CONFIG), AdapterConfig.json(settings, baseName));
    }

    /**
     * Reads an adapter of ours, or a plain LoRA of PEFT's.
     *
     * @throws GpiotException USER where a file is missing or damaged, or says what we cannot do
     */
    public static Adapter read(Path folder) {
        for (String name : List.of(CONFIG, WEIGHTS)) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw GpiotException.user(folder + " is not an adapter: it lacks " + name);
            }
        }
        SafetensorsFile file = SafetensorsFile.read(folder.resolve(WEIGHTS));
        JsonNode config = Json.readFile(folder.resolve(CONFIG), JsonNode.class);
        AdapterSettings settings = AdapterConfig.settings(
                folder.resolve(CONFIG), config, file.tensors().keySet());
        return new Adapter(folder, settings, Optional.ofNullable(file.metadata().get(BASE)), file.tensors());
    }
}
