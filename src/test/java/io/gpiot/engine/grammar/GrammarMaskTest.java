package io.gpiot.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.Constraint;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks against the naive matcher, on random grammars, vocabularies and texts. */
class GrammarMaskTest {

    private static final int STEPS = 8;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyMaskEqualsTheNaiveMatchersAnswerForEachToken(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Map<String, Rule> rules = RandomGrammar.draw(random);
            FakeVocabulary vocabulary = FakeVocabulary.random(random, RandomGrammar.ALPHABET, 60, 12);
            follow(rules, vocabulary, random);
        }
    }

    private static void follow(Map<String, Rule> rules, FakeVocabulary vocabulary, Random random) {
        NaiveMatcher naive = new NaiveMatcher(rules);
        Constraint constraint = Grammar.of(rules).start(vocabulary);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int step = 0; step < STEPS && text.size() < 14; step++) {
            BitSet allowed = allTokens(vocabulary);
            constraint.restrict(allowed);
            BitSet expected = naiveMask(naive, text.toByteArray(), vocabulary);
            assertEquals(expected, allowed, () -> rules + " after '" + text + "'");
            BitSet going = (BitSet) allowed.clone();
            going.clear(FakeVocabulary.END);
            assertEquals(going.isEmpty(), constraint.complete(), () -> rules + " after '" + text + "'");
            assertFalse(allowed.isEmpty(), "a dead end");
            if (going.isEmpty()) {
                return;
            }
            int token = going.stream()
                    .skip(random.nextInt(going.cardinality()))
                    .findFirst()
                    .orElseThrow();
            constraint.accept(token);
            text.writeBytes(vocabulary.bytes(token));
        }
    }

    private static BitSet naiveMask(NaiveMatcher naive, byte[] text, FakeVocabulary vocabulary) {
        BitSet mask = new BitSet();
        for (int token = 0; token < vocabulary.size(); token++) {
            byte[] bytes = vocabulary.bytes(token);
            ByteArrayOutputStream longer = new ByteArrayOutputStream();
            longer.writeBytes(text);
            longer.writeBytes(bytes);
            mask.set(
                    token,
                    token == FakeVocabulary.END
                            ? naive.matches(text)
                            : bytes.length > 0 && naive.begins(longer.toByteArray()));
        }
        return mask;
    }

    static BitSet allTokens(FakeVocabulary vocabulary) {
        BitSet all = new BitSet(vocabulary.size());
        all.set(0, vocabulary.size());
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 16, 17, 33, 40})
    void aCounterIsExactNearItsLimitForTokensOfEveryLength(int limit) {
        Map<String, Rule> rules = Map.of(
                Grammar.START, Rule.sequence(Rule.repeat(Rule.noneOf("\n"), limit / 2, limit), Rule.literal("\n")));
        FakeVocabulary vocabulary = FakeVocabulary.random(new Random(limit), "xy\né", 80, 40);
        NaiveMatcher naive = new NaiveMatcher(rules);
        Constraint constraint = Grammar.of(rules).start(vocabulary);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i <= limit; i++) {
            BitSet allowed = allTokens(vocabulary);
            constraint.restrict(allowed);
            assertEquals(naiveMask(naive, text.toByteArray(), vocabulary), allowed, "after " + i + " characters");
            int next = i == limit ? '\n' : 'x';
            constraint.accept(next);
            text.write(next);
        }
        assertTrue(constraint.complete());
    }
}
