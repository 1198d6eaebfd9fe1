package io.gpiot.synthesis.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an answer's program lies: from its first fence to the next. */
final class CodeBlock {

    private static final Pattern OPEN = Pattern.compile("(?m)^[ \\t]*```[ \\t]*(?:python3?|py|Python)?[ \\t]*\\n");
    private static final Pattern CLOSE = Pattern.compile("(?m)^[ \\t]*```");

    private CodeBlock() {}

    /** Offset of the program's first character; -1 where none has begun. */
    static int start(String text) {
        Matcher open = OPEN.matcher(text);
        return open.find() ? open.end() : -1;
    }

    static boolean ended(String text, int start) {
        return CLOSE.matcher(text).find(start);
    }
}
