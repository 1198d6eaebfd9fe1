package io.gpiot.environment;

import io.gpiot.base.GpiotException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What pip or uv print when they fail, as one line with the way out. */
final class Failure {

    private static final List<String> DISK = List.of("no space left", "disk quota exceeded", "os error 28");
    private static final List<String> HASH = List.of("hash mismatch", "do not match the hashes");
    private static final List<String> NETWORK = List.of(
            "name resolution",
            "dns error",
            "error sending request",
            "connection refused",
            "connection reset",
            "connection broken",
            "network is unreachable",
            "no route to host",
            "timed out",
            "could not connect",
            "failed to fetch",
            "certificate",
            "newconnectionerror",
            "maxretryerror",
            "no matching distribution");

    private Failure() {}

    /** @param what was being done, such as {@code "fetching uv"} */
    static GpiotException of(String what, String output, Path log) {
        String lower = output.toLowerCase(Locale.ROOT);
        String advice;
        if (mentions(lower, DISK)) {
            advice = "the disk is full: free some space, or set GPIOT_HOME to another disk";
        } else if (mentions(lower, HASH)) {
            advice = "a package differs from the one in our lock and was refused: try again, or another index";
        } else if (mentions(lower, NETWORK)) {
            advice =
                    "the package index did not give it: check the network and pip's settings (python3 -m pip config list)";
        } else {
            advice = reason(output);
        }
        return GpiotException.resources(what + " failed: " + advice + "; the log is " + log);
    }

    private static boolean mentions(String text, List<String> signs) {
        return signs.stream().anyMatch(text::contains);
    }

    /** The line that says most: the first that begins as an error, else the last. */
    private static String reason(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return Stream.concat(
                        lines.stream()
                                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("error")),
                        lines.isEmpty() ? Stream.of("it said nothing") : Stream.of(lines.getLast()))
                .findFirst()
                .orElseThrow();
    }
}
