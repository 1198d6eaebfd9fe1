package io.gpiot.knowledge.read;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts sections into chunks of about {@value #WORDS} words at the borders of sentences; neighbours of one section share
 * about {@value #OVERLAP} words, so that no statement is lost at a border. A chunk never spans two sections.
 */
public final class Chunker {

    static final int WORDS = 200;
    static final int OVERLAP = 40;

    /** A run without sentence borders (a table, a log) is cut at this many words. */
    private static final int LONGEST_SENTENCE = 120;

    private Chunker() {}

    public static List<Chunk> chunks(List<Section> sections) {
        var chunks = new ArrayList<Chunk>();
        for (Section section : sections) {
            for (String text : cut(sentences(section.text()))) {
                chunks.add(new Chunk(section.heading(), section.page(), text));
            }
        }
        return chunks;
    }

    private static List<String> cut(List<String> sentences) {
        var texts = new ArrayList<String>();
        int start = 0;
        while (start < sentences.size()) {
            int end = start;
            int words = 0;
            while (end < sentences.size() && (end == start || words + words(sentences.get(end)) <= WORDS)) {
                words += words(sentences.get(end));
                end++;
            }
            texts.add(String.join(" ", sentences.subList(start, end)));
            if (end == sentences.size()) {
                break;
            }
            start = stepBack(sentences, start, end);
        }
        return texts;
    }

    /** Where the next chunk begins: up to {@value #OVERLAP} words before the end, yet after the start. */
    private static int stepBack(List<String> sentences, int start, int end) {
        int next = end;
        int shared = 0;
        while (next - 1 > start && shared + words(sentences.get(next - 1)) <= OVERLAP) {
            next--;
            shared += words(sentences.get(next));
        }
        return next;
    }

    private static List<String> sentences(String text) {
        var sentences = new ArrayList<String>();
        for (String paragraph : text.split("\n\\s*\n")) {
            var borders = BreakIterator.getSentenceInstance(Locale.ENGLISH);
            borders.setText(paragraph);
            int from = borders.first();
            for (int to = borders.next(); to != BreakIterator.DONE; from = to, to = borders.next()) {
                addPieces(paragraph.substring(from, to).strip(), sentences);
            }
        }
        return sentences;
    }

    private static void addPieces(String sentence, List<String> sentences) {
        if (words(sentence) <= LONGEST_SENTENCE) {
            if (!sentence.isEmpty()) {
                sentences.add(sentence);
            }
            return;
        }
        String[] words = sentence.split("\\s+");
        for (int from = 0; from < words.length; from += LONGEST_SENTENCE) {
            int to = Math.min(from + LONGEST_SENTENCE, words.length);
            sentences.add(String.join(" ", List.of(words).subList(from, to)));
        }
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
}
