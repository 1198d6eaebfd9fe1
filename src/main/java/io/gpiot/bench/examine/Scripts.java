package io.gpiot.bench.examine;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Our Python files. */
public final class Scripts {

    private Scripts() {}

    /** @param name such as {@code examine.py} */
    public static String text(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream("/io/gpiot/bench/python/" + name)) {
            if (in == null) {
                throw new IOException("no such resource");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw GpiotException.internal("cannot read our own " + name, e);
        }
    }
}
