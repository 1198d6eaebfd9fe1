package io.gpiot.synthesis.guard;

/**
 * What is wrong with a program.
 *
 * @param reason one line
 * @param at offset in the program's text of the first character that is wrong
 */
record Objection(Kind kind, String reason, int at) {

    enum Kind {
        SYNTAX,
        IMPORT,
        ATTRIBUTE,
        KEYWORD,
        NAME,
        /** A file that the sandbox does not have: values come as arguments. */
        FILE,
        REPETITION;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
