package io.gpiot.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps text that looks like a control token, such as {@code <|im_end|>}, text: what users or their files say must not end a
 * turn or open another. It is marked before a chat is rendered and encoded apart from the rest.
 */
final class ControlTexts {

    /** Of the private use area: stands around covered text, and is taken out of what users write. */
    private static final String MARK = "\uE0F7";

    private final Pattern texts;

    ControlTexts(Collection<String> controls) {
        texts = Pattern.compile(controls.stream()
                .filter(text -> !text.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")")));
    }

    /** The text with marks around what looks like a control token. */
    String cover(String text) {
        String unmarked = text.replace(MARK, "");
        return texts.matcher(unmarked)
                .replaceAll(
                        found -> found.group().isEmpty() ? "" : Matcher.quoteReplacement(MARK + found.group() + MARK));
    }

    /** Calls {@code use} with each part, in order, and whether it was covered. */
    static void split(String text, BiConsumer<String, Boolean> use) {
        String[] parts = text.split(MARK, -1);
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].isEmpty()) {
                use.accept(parts[i], i % 2 == 1);
            }
        }
    }
}
