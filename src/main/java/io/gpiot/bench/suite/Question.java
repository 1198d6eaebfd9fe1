package io.gpiot.bench.suite;

import io.gpiot.synthesis.Specification;

/** What a code task asks for. */
public sealed interface Question {

    /** A specification as in CGSLM's prompts. */
    record Specified(Specification specification) implements Question {}

    /**
     * The head of a program that is to go on.
     *
     * @param head imports, helpers, and the function's first lines with its docstring
     */
    record Continued(String head) implements Question {}

    /**
     * A sentence, and a call that shows the function's name and use.
     *
     * @param example an assertion
     */
    record Described(String text, String example) implements Question {}

    /** For people's eyes. */
    default String text() {
        return switch (this) {
            case Specified specified ->
                specified.specification().signature() + "\n\n"
                        + specified.specification().toMarkdown();
            case Continued continued -> continued.head();
            case Described described -> described.text() + "\n" + described.example();
        };
    }
}
