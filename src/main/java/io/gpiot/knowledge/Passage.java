package io.gpiot.knowledge;

/**
 * A piece of text that answers a query.
 *
 * @param id a card's id, or {@code SOURCE#n} for the n-th chunk of a file
 * @param domain a card's domain, empty for what the user added
 * @param text a card as a prompt carries it, or about 200 words of a document
 * @param source the file it came from, or {@value Knowledge#BUILT_IN}
 * @param page page of a PDF, counted from 1; 0 where there are no pages
 * @param score higher is better; comparable within one answer only
 */
public record Passage(
        String id, String title, String domain, String text, String source, int page, double score, Kind kind) {

    /** What a passage was cut from. */
    public enum Kind {
        /** An expert card, ours or the user's. */
        CARD,
        /** A PDF. */
        PAPER,
        /** HTML, Markdown or plain text. */
        PAGE
    }
}
