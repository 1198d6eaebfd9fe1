package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Names that strangers give: of data files and of owners. What they may be is the same on every system. */
final class DataName {

    private static final int MOST_BYTES = 100;
    private static final int MOST_PARTS = 5;
    private static final String FORBIDDEN = "\\:*?\"<>|";

    private DataName() {}

    /**
     * A file's place under a data folder.
     *
     * @param name such as {@code "day 1/walk.csv"}
     * @throws GpiotException USER where it leads elsewhere, is hidden, too long, or holds what file systems choke on
     */
    static Path checked(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length > MOST_PARTS) {
            throw refused(name, "folders in each other may be " + (MOST_PARTS - 1) + " at most");
        }
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw refused(name, "it must be a relative path without empty parts, '.' and '..'");
            }
            if (part.startsWith(".") || part.startsWith(" ") || part.endsWith(" ") || part.endsWith(".")) {
                throw refused(name, "a part must not begin with '.' or a space, nor end with one");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                throw refused(name, "a part may take " + MOST_BYTES + " bytes at most");
            }
            if (part.codePoints().anyMatch(DataName::forbidden)) {
                throw refused(name, "it must not hold control characters or any of " + FORBIDDEN);
            }
        }
        return Path.of(name);
    }

    /** @throws GpiotException USER where it is not a short plain word */
    static String owner(String owner) {
        if (!owner.matches("[A-Za-z0-9_-]{1,64}")) {
            throw GpiotException.user(
                    "an owner is 1 to 64 letters, digits, '-' and '_', was '" + shortened(owner) + "'");
        }
        return owner;
    }

    private static boolean forbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> FORBIDDEN.indexOf(character) >= 0;
        };
    }

    private static GpiotException refused(String name, String rule) {
        return GpiotException.user("the file name '" + shortened(name) + "' will not do: " + rule);
    }

    /** For messages: without what could move a terminal's cursor, and not longer than a line. */
    static String shortened(String text) {
        String plain = text.replaceAll("\\p{C}", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 57) + "...";
    }
}
