package io.gpiot.data.distinct;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Words of prose, tokens of Python, and the runs of n of them. */
public final class Grams {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    /** Comments and docstrings are no tokens; a number, a name, a string, else one sign. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\".*?\"\"\"|'''.*?'''|#[^\\n]*"
                    + "|[A-Za-z_]\\w*|\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\"[^\"\\n]*\"|'[^'\\n]*'|\\S",
            Pattern.DOTALL);

    private Grams() {}

    /** In lower case. */
    public static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    public static List<String> codeTokens(String code) {
        return TOKEN.matcher(code)
                .results()
                .map(MatchResult::group)
                .filter(token -> !token.startsWith("#") && !token.startsWith("\"\"\"") && !token.startsWith("'''"))
                .toList();
    }

    /** Each run of {@code n}, once; of a shorter text the whole; of an empty one nothing. */
    public static Set<String> of(List<String> tokens, int n) {
        Set<String> grams = new LinkedHashSet<>();
        if (!tokens.isEmpty() && tokens.size() < n) {
            grams.add(String.join(" ", tokens));
        }
        for (int from = 0; from + n <= tokens.size(); from++) {
            grams.add(String.join(" ", tokens.subList(from, from + n)));
        }
        return grams;
    }

    /** Those of {@code n} tokens only: a text that is shorter shares nothing. */
    static Set<String> full(List<String> tokens, int n) {
        return tokens.size() < n ? Set.of() : of(tokens, n);
    }

    /** Share of the runs in both among the runs in either, 0 to 1. */
    public static double jaccard(Set<String> one, Set<String> other) {
        List<String> both = new ArrayList<>(one);
        both.retainAll(other);
        int all = one.size() + other.size() - both.size();
        return all == 0 ? 1 : (double) both.size() / all;
    }
}
