package io.gpiot.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Constraint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammars that the synthesis uses, on a vocabulary with the odd tokens of real ones. */
class GrammarUseTest {

    private static final FakeVocabulary VOCABULARY = FakeVocabulary.of(
            "Sub",
            "-Task",
            " [",
            "]\n",
            "]\n-",
            "\n\n",
            "\n\nSub",
            "\n- ",
            ".\n\n",
            " ",
            "  ",
            " ".repeat(16),
            " ".repeat(120),
            "=".repeat(64),
            "-".repeat(200),
            "\r\n",
            "\n\n\n",
            " the",
            " filter",
            " Hz",
            "ing",
            "µ",
            "é",
            "漢字",
            " 😀",
            "�",
            "(numpy",
            ".nd",
            "array",
            "):",
            " meaning",
            "signal",
            "_",
            "peaks",
            "def",
            "<|fake|>",
            "1",
            "12");

    private static Grammar subTasks() {
        List<Rule> parts = new ArrayList<>();
        Rule step = Rule.sequence(Rule.literal("- "), Rule.repeat(Rule.noneOf("\n"), 1, 200));
        Rule moreSteps = Rule.repeat(Rule.sequence(Rule.literal("\n"), step), 0, 3);
        Rule tail = Rule.literal("");
        for (int number = 8; number >= 1; number--) {
            Rule subTask = Rule.sequence(
                    Rule.literal((number > 1 ? "\n\n" : "") + "Sub-Task " + number + " ["),
                    Rule.repeat(Rule.noneOf("\n[]"), 1, 60),
                    Rule.literal("]\n"),
                    step,
                    moreSteps,
                    tail);
            tail = number > 4 ? Rule.optional(subTask) : subTask;
        }
        parts.add(tail);
        return Grammar.of(Rule.sequence(parts));
    }

    private static BitSet allowed(Constraint constraint) {
        BitSet allowed = GrammarMaskTest.allTokens(VOCABULARY);
        constraint.restrict(allowed);
        return allowed;
    }

    /** Writes the text in long tokens, each of which must be allowed. */
    private static void write(Constraint constraint, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; ) {
            int token = VOCABULARY.longestAt(bytes, i);
            assertTrue(allowed(constraint).get(token), "byte " + i + " of " + text);
            constraint.accept(token);
            i += VOCABULARY.bytes(token).length;
        }
    }

    private static String subTaskText(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            texts.add("Sub-Task " + i + " [Filtering é " + i + "]\n- filter at 5 Hz, 漢字 😀\n-   the signal µV.");
        }
        return String.join("\n\n", texts);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 6, 8})
    void subTasksMayEndAfterTheFourthAndMustAfterTheEighth(int count) {
        Constraint constraint = subTasks().start(VOCABULARY);
        write(constraint, subTaskText(count));
        assertEquals(count >= 4, allowed(constraint).get(FakeVocabulary.END));
        assertEquals(
                count < 8,
                allowed(constraint).get(VOCABULARY.longestAt("\n\nSub".getBytes(StandardCharsets.UTF_8), 0)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void randomDrawsNeverRunIntoADeadEndAndAlwaysMakeAWholeAnswer(long seed) {
        Random random = new Random(seed);
        Constraint constraint = subTasks().start(VOCABULARY);
        StringBuilder answer = new StringBuilder();
        while (!constraint.complete()) {
            BitSet allowed = allowed(constraint);
            assertFalse(allowed.isEmpty());
            assertFalse(allowed.get(FakeVocabulary.CONTROL));
            int token = allowed.stream()
                    .skip(random.nextInt(allowed.cardinality()))
                    .findFirst()
                    .orElseThrow();
            if (token == FakeVocabulary.END) {
                break;
            }
            constraint.accept(token);
            answer.append(new String(VOCABULARY.bytes(token), StandardCharsets.ISO_8859_1));
        }
        String text = new String(answer.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertTrue(
                text.matches(
                        "(Sub-Task \\d \\[[^\\n\\[\\]]{1,60}]\\n- [^\\n]{1,200}(\\n- [^\\n]{1,200}){0,3}(\\n\\n|$)){4,8}"),
                text);
    }

    @Test
    void textFarFromItsLimitIsServedFromMemory() {
        Grammar grammar = subTasks();
        Constraint constraint = grammar.start(VOCABULARY);
        write(constraint, "Sub-Task 1 [Name]\n- first words of the step");
        allowed(constraint);
        int before = grammar.masks(VOCABULARY).walks();
        // Of this vocabulary only the tokens of 200 and 120 bytes can be too long for what may still come.
        for (int i = 1; i <= 100; i++) {
            write(constraint, "x");
            int tooLong = i < 50 ? 1 : 2;
            assertTrue(grammar.masks(VOCABULARY).walks() - before <= i * tooLong, "after " + i + " characters");
        }
        allowed(constraint);
        int known = grammar.masks(VOCABULARY).walks();
        Constraint second = grammar.start(VOCABULARY);
        write(second, "Sub-Task 1 [Name]\n- first words of the step" + "y".repeat(100));
        allowed(second);
        assertEquals(known, grammar.masks(VOCABULARY).walks(), "a second row finds every mask ready");
    }

    @Test
    void parameterLinesTakeNamesFromTheGivenSetOrAFreeIdentifier() {
        Rule line = Rule.sequence(
                Rule.literal("- "),
                Rule.choice(Rule.anyOf(List.of("signal", "signals")), Rule.reference("identifier")),
                Rule.literal(" ("),
                Rule.anyOf(List.of("numpy.ndarray", "float")),
                Rule.literal("): "),
                Rule.repeat(Rule.noneOf("\n"), 1, 160),
                Rule.literal("\n"));
        Grammar grammar = Grammar.of(java.util.Map.of(
                Grammar.START,
                Rule.repeat(line, 1, 2),
                "identifier",
                Rule.sequence(Rule.literal("my_"), Rule.repeat(Rule.oneOf("abc_"), 1, 20))));
        Constraint constraint = grammar.start(VOCABULARY);
        write(constraint, "- signals (numpy.ndarray): meaning\n");
        assertTrue(allowed(constraint).get(FakeVocabulary.END));
        assertFalse(constraint.complete());
        write(constraint, "- my_abc (float): the filter\n");
        assertTrue(constraint.complete());
        assertEquals(BitSet.valueOf(new long[] {0, 0, 0, 0, 1}), allowed(constraint));
    }

    @Test
    void aTokenThatTheMaskForbadeIsADefectOfOurs() {
        Constraint constraint = Grammar.parse("root ::= \"ab\"").start(VOCABULARY);
        GpiotException refused = assertThrows(GpiotException.class, () -> constraint.accept('b'));
        assertEquals(GpiotException.Category.INTERNAL, refused.category());
    }

    @Test
    void deepNestingIsRememberedAndForgettingStatesChangesNothing() {
        Grammar grammar = Grammar.parse("root ::= \"(\" root? \")\"");
        Masks forgetful = grammar.masks(VOCABULARY, 10);
        Constraint constraint = new GrammarConstraint(VOCABULARY, forgetful);
        int depth = 2_000;
        for (int i = 0; i < depth; i++) {
            constraint.accept('(');
        }
        for (int i = 0; i < depth; i++) {
            assertFalse(constraint.complete());
            constraint.accept(')');
            if (i == depth / 2) {
                assertEquals(BitSet.valueOf(new long[] {1L << ')'}), allowed(constraint));
            }
        }
        assertTrue(constraint.complete());
    }

    @Test
    void aGrammarThatReadsATextInTooManyWaysSaysSo() {
        Grammar grammar = Grammar.parse("root ::= (([a]{1,300}){1,300}){1,300} \"b\"");
        Constraint constraint = grammar.start(VOCABULARY);
        GpiotException refused = assertThrows(GpiotException.class, () -> {
            for (int i = 0; i < 300; i++) {
                constraint.accept('a');
            }
        });
        assertTrue(refused.getMessage().contains("ways at once"), refused.getMessage());
    }
}
