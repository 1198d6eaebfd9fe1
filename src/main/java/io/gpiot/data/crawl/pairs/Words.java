package io.gpiot.data.crawl.pairs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts prose at ends of sentences. */
final class Words {

    private Words() {}

    static int count(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    /** The first sentences that have at most so many words together; the first one in any case, cut at a word. */
    static String sentences(String text, int most) {
        List<String> kept = new ArrayList<>();
        int words = 0;
        for (String sentence : text.strip().replaceAll("\\s+", " ").split("(?<=[.!?])\\s+(?=[A-Z`(])")) {
            words += count(sentence);
            if (words > most) {
                break;
            }
            kept.add(sentence);
        }
        if (kept.isEmpty()) {
            String[] all = text.strip().split("\\s+");
            return all.length <= most ? text.strip() : String.join(" ", Arrays.copyOf(all, most)) + " ...";
        }
        return String.join(" ", kept);
    }

    /** Ends like a sentence. */
    static String ended(String text) {
        String words = text.strip();
        return words.isEmpty() || words.matches("(?s).*[.!?]") ? words : words.replaceFirst("[:;,]$", "") + ".";
    }
}
