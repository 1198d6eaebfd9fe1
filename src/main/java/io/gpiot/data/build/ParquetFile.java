package io.gpiot.data.build;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.io.FileSystemOutputFile;
import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Pairs as Parquet, for tools that read columns: the fields of a {@link Sample}, the chat as a list of records. */
final class ParquetFile {

    private ParquetFile() {}

    /** Replaces the file; the same pairs give the same bytes. */
    static void write(List<Sample> samples, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            try (CarpetWriter<Sample> writer = new CarpetWriter.Builder<>(
                            new FileSystemOutputFile(file.toFile()), Sample.class)
                    .withCompressionCodec(CompressionCodecName.GZIP)
                    .build()) {
                writer.write(samples);
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
