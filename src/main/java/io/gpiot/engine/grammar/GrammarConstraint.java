package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Constraint;
import io.gpiot.engine.Vocabulary;
import java.util.BitSet;

/** One row's way through a grammar. */
final class GrammarConstraint implements Constraint {

    private final Vocabulary vocabulary;
    private final Masks masks;
    private final Automaton automaton;
    private State state;

    GrammarConstraint(Vocabulary vocabulary, Masks masks) {
        this.vocabulary = vocabulary;
        this.masks = masks;
        this.automaton = masks.automaton();
        synchronized (masks) {
            this.state = automaton.start();
        }
    }

    @Override
    public void restrict(BitSet allowed) {
        synchronized (masks) {
            state = automaton.current(state);
            allowed.and(masks.allowed(state));
        }
    }

    @Override
    public void accept(int token) {
        synchronized (masks) {
            state = automaton.current(state);
            State next = state;
            for (byte value : vocabulary.bytes(token)) {
                next = automaton.next(next, value);
            }
            if (next.dead()) {
                throw new GpiotException(
                        GpiotException.Category.INTERNAL,
                        "token " + token + " was drawn although the grammar does not allow it here",
                        null);
            }
            state = next;
        }
    }

    @Override
    public boolean complete() {
        return state.complete();
    }
}
