package io.gpiot.sandbox;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Our own scripts, which lie in the jar beside this class. */
final class Resource {

    private Resource() {}

    /** @return the copy, under its own name in that folder */
    static Path copy(String name, Path folder) throws IOException {
        return Files.writeString(folder.resolve(name), text(name));
    }

    static String text(String name) throws IOException {
        try (InputStream stream = Resource.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new FileNotFoundException("the jar lacks " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
