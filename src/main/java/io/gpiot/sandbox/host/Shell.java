package io.gpiot.sandbox.host;

import java.util.List;
import java.util.stream.Collectors;

/** Words for /bin/sh. */
public final class Shell {

    private Shell() {}

    /** One word, whatever it holds. */
    public static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** A command line. */
    public static String quote(List<String> words) {
        return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
    }
}
