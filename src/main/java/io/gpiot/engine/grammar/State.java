package io.gpiot.engine.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything a text so far can be within the grammar, with what is known about going on from it. */
final class State {

    /** The tokens of one tier that may come next: all that are in one of the sets, which other states may share. */
    record Outlook(List<TokenSet> sets) {}

    /**
     * What can be told of a tier where the frames below are not known.
     *
     * @param certain tokens that may come next whatever the frames below are
     * @param unsure holds all tokens that may come next only if the frames below allow it
     */
    record Partial(TokenSet certain, TokenTrie unsure) {}

    /** One way of being inside the rules: the node that waits for a byte, and who waits for its rule. */
    record Place(Node.Bytes node, Frame frame) {}

    final List<Place> places;
    /** Whether the text may end here. */
    final boolean accepts;
    /** Whether the text may have left the part of the grammar that is known: see {@link Frame#OPEN}. */
    final boolean open;
    /** Which generation of the automaton made it. */
    final int generation;

    /** By byte class; null where not looked at yet. */
    final @Nullable State[] next;
    /** By tier of the vocabulary: what may come next. */
    final @Nullable Outlook[] outlooks;
    /** By tier, for states with an open frame. */
    final @Nullable Partial[] partials;

    State(List<Place> places, boolean accepts, boolean open, int generation, int classes, int tiers) {
        this.places = places;
        this.accepts = accepts;
        this.open = open;
        this.generation = generation;
        this.next = new State[classes];
        this.outlooks = new Outlook[tiers];
        this.partials = new Partial[tiers];
    }

    /** No text of the grammar begins so. */
    boolean dead() {
        return places.isEmpty() && !accepts && !open;
    }

    /** Nothing can follow. */
    boolean complete() {
        return places.isEmpty();
    }
}
