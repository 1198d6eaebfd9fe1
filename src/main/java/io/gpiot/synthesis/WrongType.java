package io.gpiot.synthesis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A returned value of another type than specified, as {@code checks.py} words it.
 *
 * @param output name of the value
 * @param actual Python's name of the type that was returned
 * @param specified Python's name of the type that was asked for
 */
public record WrongType(String output, String actual, String specified) {

    private static final Pattern WORDING = Pattern.compile("(\\w+) is an? ([\\w.]+), specified is ([\\w.]+)");

    /** Empty where the verdict says something else. */
    public static Optional<WrongType> of(Verdict verdict) {
        return verdict instanceof Verdict.OffSpecification off ? of(off.why()) : Optional.empty();
    }

    /** @param why of a verdict */
    public static Optional<WrongType> of(String why) {
        Matcher matcher = WORDING.matcher(why);
        return matcher.matches()
                ? Optional.of(new WrongType(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
