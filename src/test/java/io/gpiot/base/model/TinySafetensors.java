package io.gpiot.base.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a whole safetensors folder of a few hundred bytes: one F32 tensor of 4 x 8. */
final class TinySafetensors {

    private TinySafetensors() {}

    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "llama", "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
                 "hidden_size": 8, "vocab_size": 4, "max_position_embeddings": 64}
                """);
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        byte[] head =
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4,8],\"data_offsets\":[0,128]}}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + head.length + 128).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(head.length).put(head);
        Files.write(folder.resolve("model.safetensors"), file.array());
        return folder;
    }
}
