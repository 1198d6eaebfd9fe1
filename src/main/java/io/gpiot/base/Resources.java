package io.gpiot.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Text files of ours in the jar. */
public final class Resources {

    private Resources() {}

    /**
     * @param beside a class of the file's package
     * @param name of the file, or its whole path with a slash before it
     * @throws GpiotException INTERNAL where the jar lacks it
     */
    public static String text(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw GpiotException.internal("cannot read our own " + name, e);
        }
    }
}
