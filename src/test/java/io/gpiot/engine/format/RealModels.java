package io.gpiot.engine.format;

import io.gpiot.base.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The catalogue's model files on this machine: {@code ID.gguf} in the folder {@code $GPIOT_TEST_MODELS}, else whatever GGUF
 * lies under the model's folder in GPIoT's home. A test whose model is missing is skipped with the reason.
 */
public final class RealModels {

    public static final String SMALLEST = "smollm2-135m-instruct";

    private RealModels() {}

    public static Path require(String id) {
        Optional<Path> file = find(id);
        if (file.isEmpty()) {
            System.err.println("SKIPPED: no weights of " + id + "; run `gpiot models pull " + id + "` first");
        }
        Assumptions.assumeTrue(file.isPresent(), "no weights of " + id);
        return file.orElseThrow();
    }

    private static Optional<Path> find(String id) {
        String folder = System.getenv("GPIOT_TEST_MODELS");
        if (folder != null) {
            return Optional.of(Path.of(folder, id + ".gguf")).filter(Files::exists);
        }
        Path home = Home.fromEnvironment().models().resolve(id);
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(f -> f.toString().endsWith(".gguf")).sorted().findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
