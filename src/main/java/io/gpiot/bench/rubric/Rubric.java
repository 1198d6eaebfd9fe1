package io.gpiot.bench.rubric;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Resources;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A written rule for scores from 1 to 5, a resource file each.
 *
 * @param key the publication's abbreviation
 * @param run whether the judge is shown how the answer was written and how it ran
 * @param question what the judge is to ask
 * @param levels what a score of 1, 2, ... 5 means
 */
public record Rubric(String key, String title, About about, boolean run, String question, List<String> levels) {

    /** What kind of answer is judged. */
    public enum About {
        DECOMPOSITION,
        PROGRAM
    }

    private static final Pattern SHAPE = Pattern.compile(
            "# (\\w+): (.+)\\nabout: (decomposition|program)\\n(shown: run\\n)?\\n(.+?)\\n\\n((?:\\d: .+\\n)+)",
            Pattern.DOTALL);
    private static final List<String> KEYS = List.of("STC", "URC", "OCP", "CDR", "GE", "CM", "US");

    public Rubric {
        levels = List.copyOf(levels);
    }

    /** All of them: of decompositions, of programs, and of the publication's user study. */
    public static List<Rubric> all() {
        return KEYS.stream().map(Rubric::of).toList();
    }

    /** @throws GpiotException USER where there is none of that key */
    public static List<Rubric> named(List<String> keys) {
        for (String key : keys) {
            if (!KEYS.contains(key)) {
                throw GpiotException.user("there is no rubric '" + key + "': " + String.join(", ", KEYS));
            }
        }
        return all().stream().filter(rubric -> keys.contains(rubric.key())).toList();
    }

    private static Rubric of(String key) {
        return parse(Resources.text(Rubric.class, "/io/gpiot/bench/rubric/" + key + ".md"));
    }

    static Rubric parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("a rubric's file is out of shape: "
                    + text.lines().findFirst().orElse(""));
        }
        String[] lines = matcher.group(6).split("\n");
        List<String> levels = IntStream.rangeClosed(1, 5)
                .mapToObj(value -> Arrays.stream(lines)
                        .filter(line -> line.startsWith(value + ": "))
                        .map(line -> line.substring(3))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("a rubric lacks the score " + value)))
                .toList();
        return new Rubric(
                matcher.group(1),
                matcher.group(2),
                About.valueOf(matcher.group(3).toUpperCase(Locale.ROOT)),
                matcher.group(4) != null,
                matcher.group(5),
                levels);
    }
}
