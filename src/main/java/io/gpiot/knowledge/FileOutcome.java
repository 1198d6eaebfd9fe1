package io.gpiot.knowledge;

import java.util.List;

/** What became of one file that was to be added. */
public sealed interface FileOutcome {

    String file();

    /** @param notes what the reader should know, one line each: a guessed character set, dropped pages */
    record Added(String file, int passages, List<String> notes) implements FileOutcome {}

    /** The same bytes are in the index already. */
    record Unchanged(String file) implements FileOutcome {}

    /** @param reason one line with the way out */
    record Refused(String file, String reason) implements FileOutcome {}
}
