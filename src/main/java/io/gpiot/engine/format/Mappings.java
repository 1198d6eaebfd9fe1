package io.gpiot.engine.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Memory mappings of tensors: one each, because a mapping ends at 2 GiB and a file does not. */
final class Mappings {

    private Mappings() {}

    static ByteBuffer map(Path file, FileChannel channel, String tensor, long offset, long bytes) throws IOException {
        if (bytes > Integer.MAX_VALUE) {
            throw Broken.unsupported(
                    file, "tensor " + tensor + " has " + bytes + " bytes, more than 2 GiB", "take a quantised file");
        }
        return channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
