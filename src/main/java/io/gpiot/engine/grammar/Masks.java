package io.gpiot.engine.grammar;

import io.gpiot.engine.grammar.State.Outlook;
import io.gpiot.engine.grammar.State.Partial;
import io.gpiot.engine.grammar.State.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Tells which tokens of one vocabulary may come next in a state, with as few walks over the vocabulary as can be. A
 * state is looked at place by place, since a token may come next where any place allows it, and each place first
 * without the frames below its own: inside a line of text nearly every token is decided there, once for all lines of all
 * rules; only tokens that leave the line need the rest. Not thread-safe: users synchronise on it.
 */
final class Masks {

    private final Automaton automaton;
    private final VocabularyIndex vocabulary;
    private int walks;

    Masks(Automaton automaton, VocabularyIndex vocabulary) {
        this.automaton = automaton;
        this.vocabulary = vocabulary;
    }

    Automaton automaton() {
        return automaton;
    }

    /** The tokens that may come next, end tokens included. */
    BitSet allowed(State state) {
        BitSet allowed = new BitSet(vocabulary.size());
        if (state.accepts) {
            allowed.or(vocabulary.endTokens());
        }
        for (int tier = 0; tier < vocabulary.tiers().size(); tier++) {
            for (TokenSet set : outlook(state, tier).sets()) {
                set.addTo(allowed);
            }
        }
        return allowed;
    }

    /** How many times a whole tier of the vocabulary was walked. */
    int walks() {
        return walks;
    }

    private Outlook outlook(State state, int tier) {
        Outlook outlook = state.outlooks[tier];
        if (outlook == null) {
            List<TokenSet> sets = new ArrayList<>();
            for (Place place : state.places) {
                sets.addAll(outlook(place, tier).sets());
            }
            outlook = new Outlook(sets);
            state.outlooks[tier] = outlook;
        }
        return outlook;
    }

    private Outlook outlook(Place place, int tier) {
        TokenTrie trie = vocabulary.tiers().get(tier);
        State whole = automaton.at(place, trie.longest());
        Outlook outlook = whole.outlooks[tier];
        if (outlook == null) {
            Partial partial = partial(automaton.cutOff(place, trie.longest()), trie, tier);
            List<TokenSet> sets = new ArrayList<>(List.of(partial.certain()));
            if (!partial.unsure().isEmpty()) {
                BitSet more = new BitSet();
                partial.unsure().walk(automaton, whole, more, new BitSet());
                sets.add(kept(more));
            }
            outlook = new Outlook(sets);
            whole.outlooks[tier] = outlook;
        }
        return outlook;
    }

    private Partial partial(State cut, TokenTrie trie, int tier) {
        Partial partial = cut.partials[tier];
        if (partial == null) {
            BitSet certain = new BitSet();
            BitSet unsure = new BitSet();
            trie.walk(automaton, cut, certain, unsure);
            walks++;
            partial = new Partial(kept(certain), trie.around(unsure));
            automaton.kept(partial.unsure() == trie ? 0 : partial.unsure().size());
            cut.partials[tier] = partial;
        }
        return partial;
    }

    private TokenSet kept(BitSet tokens) {
        TokenSet set = new TokenSet(tokens, vocabulary.size());
        automaton.kept(set.size());
        return set;
    }
}
