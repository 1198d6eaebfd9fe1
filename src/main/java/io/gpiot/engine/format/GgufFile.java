package io.gpiot.engine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A GGUF file, versions 2 and 3, little endian; weights are memory-mapped. */
final class GgufFile implements ModelFile {

    private static final long MOST_HEADER_BYTES = 256L << 20;

    private final Path file;
    private final GgufMetadata metadata;
    private final Map<String, StoredTensor> tensors;
    private final ModelConfig config;

    private GgufFile(Path file, GgufMetadata metadata, Map<String, StoredTensor> tensors) {
        this.file = file;
        this.metadata = metadata;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.config = GgufConfig.read(file, metadata, tensors);
        ExpectedTensors.check(file, config, tensors);
    }

    static GgufFile open(Path file) throws IOException {
        // The mappings outlive the channel, so it need not stay open.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer start = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, MOST_HEADER_BYTES));
            GgufHeader header = GgufHeader.read(file, start, size);
            Map<String, StoredTensor> tensors = new LinkedHashMap<>();
            for (GgufHeader.Placed placed : header.tensors().values()) {
                ByteBuffer data = Mappings.map(file, channel, placed.name(), placed.offset(), placed.bytes());
                tensors.put(placed.name(), new StoredTensor(placed.name(), placed.type(), placed.shape(), data));
            }
            return new GgufFile(file, header.metadata(), tensors);
        }
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    @Override
    public TokenizerSource tokenizer() {
        return GgufTokenizer.read(file, metadata, config.vocabularySize());
    }

    @Override
    public void close() {}
}
