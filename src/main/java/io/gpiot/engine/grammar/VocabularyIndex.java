package io.gpiot.engine.grammar;

import io.gpiot.engine.Vocabulary;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A vocabulary, made ready for grammars once. Tokens are put into tiers by length: most are short, and for those a
 * counter matters only near its limit; the few long ones are looked at more often, which costs little.
 */
final class VocabularyIndex {

    private static final int[] TIERS = {8, 16, 32, 64, 128, Integer.MAX_VALUE};
    private static final PerVocabulary<VocabularyIndex> KNOWN = new PerVocabulary<>();

    private final int size;
    private final BitSet endTokens = new BitSet();
    private final List<TokenTrie> tiers = new ArrayList<>();

    private VocabularyIndex(Vocabulary vocabulary) {
        this.size = vocabulary.size();
        byte[][] bytes = new byte[size][];
        BitSet[] members = new BitSet[TIERS.length];
        for (int tier = 0; tier < TIERS.length; tier++) {
            members[tier] = new BitSet();
        }
        for (int token = 0; token < size; token++) {
            bytes[token] = vocabulary.bytes(token);
            if (vocabulary.endsAnswer(token)) {
                endTokens.set(token);
            } else if (bytes[token].length > 0) {
                int tier = 0;
                while (bytes[token].length > TIERS[tier]) {
                    tier++;
                }
                members[tier].set(token);
            }
        }
        for (BitSet tier : members) {
            if (!tier.isEmpty()) {
                tiers.add(TokenTrie.of(bytes, tier));
            }
        }
    }

    static VocabularyIndex of(Vocabulary vocabulary) {
        return KNOWN.get(vocabulary, VocabularyIndex::new);
    }

    int size() {
        return size;
    }

    BitSet endTokens() {
        return endTokens;
    }

    List<TokenTrie> tiers() {
        return tiers;
    }
}
