package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Small grammars of random shape that the checks let pass. */
final class RandomGrammar {

    /** Characters of one to four bytes. */
    static final String ALPHABET = "abc\n é漢😀";

    private static final List<String> NAMES = List.of(Grammar.START, "one", "two");

    private RandomGrammar() {}

    static Map<String, Rule> draw(Random random) {
        while (true) {
            Map<String, Rule> rules = new LinkedHashMap<>();
            NAMES.forEach(name -> rules.put(name, rule(random, 3)));
            try {
                Grammar.of(rules);
                return rules;
            } catch (GpiotException refused) {
                // left-recursive or endless: draw again
            }
        }
    }

    private static Rule rule(Random random, int depth) {
        int kind = depth == 0 ? random.nextInt(3) : random.nextInt(7);
        return switch (kind) {
            case 0 -> Rule.literal(text(random, random.nextInt(3)));
            case 1 -> Rule.oneOf(text(random, 1 + random.nextInt(3)));
            case 2 ->
                random.nextInt(3) > 0
                        ? Rule.noneOf(text(random, 1 + random.nextInt(2)))
                        : Rule.reference(NAMES.get(random.nextInt(NAMES.size())));
            case 3 -> Rule.choice(parts(random, depth, 2 + random.nextInt(2)));
            case 4, 5 -> Rule.sequence(parts(random, depth, random.nextInt(4)));
            default -> {
                int min = random.nextInt(3);
                int max = random.nextInt(3) == 0 ? Rule.UNBOUNDED : Math.max(1, min + random.nextInt(12));
                yield Rule.repeat(rule(random, depth - 1), min, max);
            }
        };
    }

    private static List<Rule> parts(Random random, int depth, int count) {
        return IntStream.range(0, count).mapToObj(i -> rule(random, depth - 1)).toList();
    }

    private static String text(Random random, int length) {
        int[] alphabet = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }
}
