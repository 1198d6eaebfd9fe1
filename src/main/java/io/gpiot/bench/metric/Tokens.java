package io.gpiot.bench.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The tokenizer of mteval-v13a: punctuation stands alone, full stop and comma stay inside numbers, a dash after a digit is cut
 * off.
 */
final class Tokens {

    /** What Python takes for white space, so that lengths are the same. */
    private static final String SPACE =
            "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

    private static final Pattern SPACES = Pattern.compile(SPACE + "+");
    private static final Pattern TRAILING = Pattern.compile(SPACE + "+\\z");
    private static final Pattern PUNCTUATION = Pattern.compile("([\\{-~\\[-` -&\\(-\\+:-@/])");
    private static final Pattern AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH = Pattern.compile("([0-9])(-)");

    private Tokens() {}

    static List<String> of(String text) {
        String line = TRAILING.matcher(text).replaceFirst("");
        line = line.replace("<skipped>", "").replace("-\n", "").replace("\n", " ");
        line = line.replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        line = PUNCTUATION.matcher(" " + line + " ").replaceAll(" $1 ");
        line = AFTER_NO_DIGIT.matcher(line).replaceAll("$1 $2 ");
        line = BEFORE_NO_DIGIT.matcher(line).replaceAll(" $1 $2");
        line = DASH.matcher(line).replaceAll("$1 $2 ");
        List<String> tokens = new ArrayList<>();
        for (String token : SPACES.split(line)) {
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        return tokens;
    }
}
