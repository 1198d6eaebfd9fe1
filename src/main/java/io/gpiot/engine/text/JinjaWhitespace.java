package io.gpiot.engine.text;

/**
 * Applies Jinja's rules on whitespace to a template's source, so that a renderer without them gives the same text: dashes
 * inside tags strip the text beside them; as chat templates are rendered with {@code trim_blocks} and
 * {@code lstrip_blocks}, the line feed after a block tag and the indentation before it go as well, unless a plus keeps
 * them; comments vanish, and so does one line feed at the end.
 */
final class JinjaWhitespace {

    private final String source;
    private final StringBuilder out = new StringBuilder();
    private int at;
    /** What the tag before the current text does to the text's beginning. */
    private After after = After.KEEP;

    private enum After {
        KEEP,
        DROP_LINE_FEED,
        STRIP
    }

    private JinjaWhitespace(String source) {
        this.source = source;
    }

    static String applied(String template) {
        String source = template.replace("\r\n", "\n");
        return new JinjaWhitespace(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source).run();
    }

    private String run() {
        while (at < source.length()) {
            int tag = nextTag();
            text(tag);
            if (tag < source.length()) {
                tag(tag);
            }
        }
        return out.toString();
    }

    private int nextTag() {
        for (int i = at; i + 1 < source.length(); i++) {
            if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return source.length();
    }

    /** Copies the text up to the tag, less what the tags on both sides take. */
    private void text(int tag) {
        String text = source.substring(at, tag);
        if (after == After.STRIP) {
            text = text.stripLeading();
        } else if (after == After.DROP_LINE_FEED && text.startsWith("\n")) {
            text = text.substring(1);
        }
        if (tag + 2 < source.length()) {
            char mark = source.charAt(tag + 2);
            if (mark == '-') {
                text = text.stripTrailing();
            } else if (mark != '+' && source.charAt(tag + 1) != '{') {
                text = withoutIndentation(text, tag);
            }
        }
        out.append(text);
        at = tag;
    }

    /** Drops blanks between the line's beginning and the tag. */
    private String withoutIndentation(String text, int tag) {
        int start = tag;
        while (start > 0 && (source.charAt(start - 1) == ' ' || source.charAt(start - 1) == '\t')) {
            start--;
        }
        boolean lineBegins = start == 0 || source.charAt(start - 1) == '\n';
        return lineBegins ? text.substring(0, Math.max(0, text.length() - (tag - start))) : text;
    }

    private void tag(int begin) {
        char kind = source.charAt(begin + 1);
        String close = kind == '{' ? "}}" : kind + "}";
        int end = kind == '#' ? source.indexOf(close, begin + 2) : closing(begin + 2, close);
        if (end < 0) {
            throw new IllegalArgumentException("tag without end at character " + begin);
        }
        int from = begin + 2 + (isMark(source.charAt(begin + 2)) && begin + 2 < end ? 1 : 0);
        char last = source.charAt(end - 1);
        int to = end > from && isMark(last) ? end - 1 : end;
        if (kind != '#') {
            out.append('{')
                    .append(kind)
                    .append(' ')
                    .append(source, from, to)
                    .append(' ')
                    .append(close);
        }
        boolean marked = to < end;
        after = marked && last == '-' ? After.STRIP : marked || kind == '{' ? After.KEEP : After.DROP_LINE_FEED;
        at = end + 2;
    }

    private static boolean isMark(char c) {
        return c == '-' || c == '+';
    }

    /** The tag's end; what looks like one inside a string literal is none. */
    private int closing(int from, String close) {
        char quote = 0;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (source.startsWith(close, i)) {
                return i;
            }
        }
        return -1;
    }
}
