package io.gpiot.synthesis;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A returned value of another type than specified, as {@code checks.py} words it.
 *
 * @param output name of the value
 * @param actual Python's name of the type that was returned
 * @param parts types of what is in it, where it is a short list or tuple; else empty
 * @param specified Python's name of the type that was asked for
 */
public record WrongType(String output, String actual, List<String> parts, String specified) {

    private static final Pattern WORDING =
            Pattern.compile("(\\w+) is an? ([\\w.]+)(?: of ([\\w., ]+))?, specified is ([\\w.]+)");

    /** Empty where the verdict says something else. */
    public static Optional<WrongType> of(Verdict verdict) {
        return verdict instanceof Verdict.OffSpecification off ? of(off.why()) : Optional.empty();
    }

    /** @param why of a verdict */
    public static Optional<WrongType> of(String why) {
        Matcher matcher = WORDING.matcher(why);
        return matcher.matches()
                ? Optional.of(new WrongType(
                        matcher.group(1),
                        matcher.group(2),
                        matcher.group(3) == null
                                ? List.of()
                                : List.of(matcher.group(3).split(", ")),
                        matcher.group(4)))
                : Optional.empty();
    }
}
