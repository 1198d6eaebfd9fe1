package io.gpiot.engine.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything a text so far can be within the grammar, with what is known about going on from it. */
final class State {

    /** One way of being inside the rules: the node that waits for a byte, and who waits for its rule. */
    record Place(Node.Bytes node, Frame frame) {}

    final List<Place> places;
    /** Whether the text may end here. */
    final boolean accepts;
    /** Which generation of the automaton made it. */
    final int generation;

    /** By byte class; null where not looked at yet. */
    final @Nullable State[] next;
    /** By tier of the vocabulary: this state with counters merged that no token of the tier can reach. */
    final @Nullable State[] merged;
    /** By tier: the tokens that may come next. Only kept in merged states. */
    final @Nullable TokenSet[] allowed;

    State(List<Place> places, boolean accepts, int generation, int classes, int tiers) {
        this.places = places;
        this.accepts = accepts;
        this.generation = generation;
        this.next = new State[classes];
        this.merged = new State[tiers];
        this.allowed = new TokenSet[tiers];
    }

    /** No text of the grammar begins so. */
    boolean dead() {
        return places.isEmpty() && !accepts;
    }

    /** Nothing can follow. */
    boolean complete() {
        return places.isEmpty();
    }
}
