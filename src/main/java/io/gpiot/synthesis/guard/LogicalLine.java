package io.gpiot.synthesis.guard;

import java.util.Set;

/**
 * A statement, or the header of a compound one, with all lines that brackets, strings and backslashes join.
 *
 * @param start offset of its first character that is no blank
 * @param end offset behind its line break
 * @param indent columns before it; a tab goes to the next multiple of 8
 * @param firstWord its leading letters, such as {@code def}; empty where it begins otherwise
 * @param colon whether a colon ends it
 */
record LogicalLine(int start, int end, int indent, String firstWord, boolean colon) {

    private static final Set<String> OPENERS = Set.of(
            "def", "class", "if", "elif", "else", "for", "while", "with", "try", "except", "finally", "async", "match",
            "case");
    private static final Set<String> CONTINUES_TRY = Set.of("except", "finally");

    /** Whether an indented block must follow. */
    boolean opensBlock() {
        return colon && OPENERS.contains(firstWord);
    }

    boolean continuesTry() {
        return CONTINUES_TRY.contains(firstWord);
    }
}
