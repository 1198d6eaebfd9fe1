package io.gpiot.knowledge;

/** How a card enters the index: which of its words count, and what its vector is made of. */
final class Cards {

    private Cards() {}

    static IndexedPassage indexed(Card card, String original, Embedder embedder) {
        String keywords = String.join(", ", card.keywords());
        // a question names a task, so the vector is made of what the card is for, not of its parameter values
        String meaning = card.title() + ". " + card.domain() + ". " + keywords + ". " + card.when();
        return new IndexedPassage(
                card.id(),
                card.title(),
                card.domain(),
                card.toPrompt(),
                keywords + " " + card.domain() + " " + card.when(),
                0,
                original,
                embedder.embedPassage(meaning));
    }
}
