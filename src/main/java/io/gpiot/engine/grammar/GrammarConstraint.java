package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Constraint;
import io.gpiot.engine.Vocabulary;
import java.util.BitSet;

/** One row's way through a grammar. */
final class GrammarConstraint implements Constraint {

    private final Vocabulary vocabulary;
    private final Automaton automaton;
    private State state;

    GrammarConstraint(Vocabulary vocabulary, Automaton automaton) {
        this.vocabulary = vocabulary;
        this.automaton = automaton;
        synchronized (automaton) {
            this.state = automaton.start();
        }
    }

    @Override
    public void restrict(BitSet allowed) {
        synchronized (automaton) {
            state = automaton.current(state);
            allowed.and(automaton.allowed(state));
        }
    }

    @Override
    public void accept(int token) {
        synchronized (automaton) {
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
