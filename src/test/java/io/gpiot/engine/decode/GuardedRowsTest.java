package io.gpiot.engine.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Constraint;
import io.gpiot.engine.ConstraintFactory;
import io.gpiot.engine.GuardReport;
import io.gpiot.engine.LineGuard;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.Vocabulary;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.sampling.StopDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards that object at random, on models that write few different bytes, line breaks among them. */
class GuardedRowsTest {

    private static final String PREFILL = "begin\n";

    /** Two bytes of one character, so that lines are cut within it too. */
    private static final String WRITTEN = "\n\n abcde\u00e9";

    @TempDir
    Path folder;

    private LocalModel model;

    @BeforeEach
    void load() {
        model = open(4);
    }

    private LocalModel open(int rows) {
        Path file = TinyModels.gguf(folder, "qwen2", TensorType.F32, 11);
        return LocalModel.open(
                file, "tiny", "0", new EngineSettings(2, rows, 512, 1L << 28, true, folder), Progress.NONE);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void batchOfGuardedRowsGivesWhatEachAloneGives() {
        List<Request> requests = new ArrayList<>();
        double[] shares = {0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.85, 1};
        for (int i = 0; i < shares.length; i++) {
            requests.add(request(i, i % 3 == 0 ? 0 : 1.2).withGuard(objecting(i, shares[i])));
        }
        List<Answer> together = model.generate(requests, AnswerListener.NONE);
        for (int i = 0; i < requests.size(); i++) {
            try (LocalModel fresh = open(1)) {
                Answer alone = fresh.generate(requests.get(i));
                assertEquals(alone.text(), together.get(i).text(), "request " + i);
                assertEquals(alone.finish(), together.get(i).finish());
                assertEquals(alone.guarded(), together.get(i).guarded());
            }
        }
        assertTrue(together.stream().anyMatch(answer -> answer.guarded().thrownAway() > 0));
        assertTrue(together.stream().anyMatch(answer -> answer.finish() == Answer.Finish.GUARD));
        assertTrue(together.stream()
                .anyMatch(answer -> answer.finish() != Answer.Finish.GUARD
                        && answer.guarded().thrownAway() > 0));
    }

    @Test
    void guardThatObjectsToNothingChangesNothing() {
        for (int i = 0; i < 6; i++) {
            Request free = request(i, i % 2 == 0 ? 0 : 0.9);
            Answer expected = model.generate(free);
            Answer guarded = model.generate(free.withGuard(objecting(i, 0)));
            assertEquals(expected.text(), guarded.text());
            assertEquals(expected.finish(), guarded.finish());
            assertEquals(expected.tokens(), guarded.tokens());
            assertEquals(GuardReport.NONE, guarded.guarded());
        }
    }

    /** The oracle starts from the prompt after each objection, with all exclusions in force from the start. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8, 10})
    void rollingBackEqualsWritingTheAnswerAnew(int seed) {
        Request request = request(seed, 0);
        LineGuardFactory guard = objecting(seed, 0.35);
        Answer expected = anew(request, guard);
        Answer answer = model.generate(request.withGuard(guard));
        assertEquals(expected.text(), answer.text());
        assertEquals(expected.finish(), answer.finish());
        assertEquals(expected.guarded(), answer.guarded());
    }

    @Test
    void listenerHearsOnlyWhatStays() {
        List<Request> requests = new ArrayList<>();
        List<StringBuilder> heard = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            requests.add(request(i, 1).withGuard(objecting(i, 0.3)));
            heard.add(new StringBuilder());
        }
        List<Answer> answers = model.generate(requests, new AnswerListener() {
            @Override
            public void text(int index, String piece) {
                heard.get(index).append(piece);
            }
        });
        for (int i = 0; i < answers.size(); i++) {
            assertEquals(answers.get(i).text(), heard.get(i).toString());
        }
    }

    @Test
    void answerIsGivenUpWithTheReasonAndTheOthersGoOn() {
        Request other = request(3, 0.9);
        List<Answer> answers =
                model.generate(List.of(request(1, 0.9).withGuard(objecting(1, 1)), other), AnswerListener.NONE);
        Answer givenUp = answers.getFirst();
        assertEquals(Answer.Finish.GUARD, givenUp.finish());
        assertEquals("", givenUp.text());
        assertFalse(givenUp.guarded().why().isEmpty());
        int objections = givenUp.guarded().prevented().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertEquals(GuardedLines.MOST_A_LINE + 1, objections);
        assertEquals(model.generate(other).text(), answers.get(1).text());
    }

    @Test
    void longLineIsLookedAtBeforeItEnds() {
        Request endless = request(2, 0).withConstraint(only("a"));
        Answer answer =
                model.generate(endless.withGuard(prefill -> (text, moment) -> moment == LineGuard.Moment.WITHIN_LINE
                        ? new LineGuard.Violation("endless", "it does not end", text.length() - 1)
                        : LineGuard.FINE));
        assertEquals(Answer.Finish.GUARD, answer.finish());
        assertTrue(answer.tokens() <= GuardedLines.LONG_LINE, answer.tokens() + " tokens");
    }

    @Test
    void answerThatIsLostIsEndedByTheGuardsLastLine() {
        List<Request> requests = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            requests.add(endless(seed).withGuard(ending(text -> text.startsWith(PREFILL + "last:"))));
        }
        List<Answer> together = model.generate(requests, AnswerListener.NONE);
        for (Answer answer : together) {
            assertTrue(answer.text().matches("last:[^\n]*\n?"), answer.text());
            assertEquals(answer.text().endsWith("\n"), answer.finish() == Answer.Finish.STOP);
            assertEquals(1, answer.guarded().prevented().get("unended"));
        }
        try (LocalModel fresh = open(1)) {
            assertEquals(
                    fresh.generate(requests.getFirst()).text(),
                    together.getFirst().text());
        }
    }

    @Test
    void answerThatReachesItsLimitIsEndedBeforeIt() {
        int ended = 0;
        for (int seed = 0; seed < 4; seed++) {
            Request free = endless(seed);
            String before = model.generate(free).text();
            Answer answer = model.generate(free.withGuard(ending(text -> true)));
            int last = answer.text().indexOf("last:");
            if (last < 0) {
                assertEquals(before, answer.text()); // no line ended where the last one should have begun
                continue;
            }
            assertEquals(before.substring(0, last), answer.text().substring(0, last));
            boolean whole = answer.text().indexOf('\n', last) >= 0;
            assertEquals(whole ? Answer.Finish.STOP : Answer.Finish.LENGTH, answer.finish());
            assertEquals(
                    whole, answer.text().indexOf('\n', last) == answer.text().length() - 1);
            ended += whole ? 1 : 0;
        }
        assertTrue(ended > 0, "none was ended");
    }

    @Test
    void answerThatEndsByItselfJustBeforeItsLimitIsLeftAlone() {
        int near = 0;
        for (int seed = 0; seed < 40; seed++) {
            Request free = endless(seed).withStop("" + (char) ('a' + seed % 4) + (char) ('a' + seed / 4 % 4));
            Answer before = model.generate(free);
            if (before.finish() == Answer.Finish.STOP) {
                Answer answer = model.generate(free.withGuard(ending(text -> true)));
                assertEquals(before.text(), answer.text());
                assertEquals(Answer.Finish.STOP, answer.finish());
                near += before.tokens() > 45 ? 1 : 0;
            }
        }
        assertTrue(near > 0, "none came near its limit");
    }

    @Test
    void whatWasHeardIsNotTakenBackForTheLastLine() {
        for (int seed = 0; seed < 20; seed++) {
            StringBuilder heard = new StringBuilder();
            LineGuardFactory seldom = prefill -> new LineGuard() {
                @Override
                public Verdict look(String text, Moment moment) {
                    return FINE;
                }

                @Override
                public String ending(String text) {
                    return text.length() < PREFILL.length() + 8 ? "last:" : "";
                }
            };
            Answer answer = model.generate(List.of(endless(seed).withGuard(seldom)), new AnswerListener() {
                        @Override
                        public void text(int index, String piece) {
                            heard.append(piece);
                        }
                    })
                    .getFirst();
            assertEquals(answer.text(), heard.toString());
        }
    }

    /** Nothing ends it but its limit. */
    private static Request endless(int seed) {
        return Request.of(List.of(Message.user("question " + seed)), Sampling.of(1.2, 1, seed), 60)
                .withPrefill(PREFILL)
                .withConstraint(only("\nabcd"));
    }

    /** Objects to all other texts, and ends answers with a line of its own. */
    private static LineGuardFactory ending(Predicate<String> fine) {
        return prefill -> new LineGuard() {
            @Override
            public Verdict look(String text, Moment moment) {
                return fine.test(text) ? FINE : new Violation("wrong", "why", text.length() - 1);
            }

            @Override
            public String ending(String text) {
                return "last:";
            }
        };
    }

    private Request request(int number, double temperature) {
        return Request.of(
                        List.of(Message.user("question number " + number)),
                        Sampling.of(temperature, 1, number),
                        number == 2 ? 300 : 60)
                .withPrefill(PREFILL)
                .withStop(number % 2 == 0 ? "\n\n" : "ee")
                .withConstraint(only(WRITTEN));
    }

    /** Objects to that share of lines, for reasons that follow from the text alone; waits now and then. */
    private static LineGuardFactory objecting(long seed, double share) {
        return prefill -> (text, moment) -> {
            Random random = new Random(text.hashCode() * 31L + seed * 1_000_003 + moment.ordinal());
            random.nextInt();
            if (moment == LineGuard.Moment.WITHIN_LINE) {
                return LineGuard.UNFINISHED;
            }
            if (random.nextDouble() < share) {
                int line = text.lastIndexOf('\n', text.length() - 2) + 1;
                int at = line + random.nextInt(text.length() - line + 1);
                return new LineGuard.Violation("kind" + random.nextInt(2), "reason " + at, Math.max(at, 0));
            }
            return random.nextInt(4) == 0 && moment == LineGuard.Moment.LINE ? LineGuard.UNFINISHED : LineGuard.FINE;
        };
    }

    private static ConstraintFactory only(String characters) {
        return vocabulary -> new Fixed(letters(vocabulary, characters), new TreeMap<>(), new ArrayList<>());
    }

    private static BitSet letters(Vocabulary vocabulary, String characters) {
        BitSet letters = new BitSet(vocabulary.size());
        byte[] bytes = characters.getBytes(StandardCharsets.UTF_8);
        for (int token = 0; token < vocabulary.size(); token++) {
            byte[] own = vocabulary.bytes(token);
            boolean all = own.length > 0;
            for (byte one : own) {
                all &= new String(bytes, StandardCharsets.ISO_8859_1).indexOf(one & 0xff) >= 0;
            }
            letters.set(token, all || characters.equals(WRITTEN) && token == end(vocabulary));
        }
        return letters;
    }

    /** Allows some tokens everywhere but those excluded at a place, and keeps what was drawn. */
    private record Fixed(BitSet letters, TreeMap<Integer, BitSet> excluded, List<Integer> drawn) implements Constraint {

        @Override
        public void restrict(BitSet allowed) {
            allowed.and(letters);
            BitSet here = excluded.get(drawn.size());
            if (here != null && !subset(allowed, here)) {
                allowed.andNot(here);
            }
        }

        private static boolean subset(BitSet one, BitSet other) {
            BitSet rest = (BitSet) one.clone();
            rest.andNot(other);
            return rest.isEmpty();
        }

        @Override
        public void accept(int token) {
            drawn.add(token);
        }

        @Override
        public boolean complete() {
            return false;
        }
    }

    private Answer anew(Request request, LineGuardFactory factory) {
        GuardedLines lines = new GuardedLines(factory.start(PREFILL), PREFILL);
        TreeMap<Integer, BitSet> excluded = new TreeMap<>();
        int kept = 0;
        while (true) {
            List<Integer> drawn = new ArrayList<>();
            Vocabulary[] vocabulary = new Vocabulary[1];
            Answer free = model.generate(request.withConstraint(known -> {
                vocabulary[0] = known;
                drawn.clear();
                return new Fixed(letters(known, WRITTEN), excluded, drawn);
            }));
            int[] tokens = drawn.stream().mapToInt(Integer::intValue).toArray();
            Writing writing = new Writing(request.withConstraint(only(WRITTEN)), vocabulary[0]);
            for (int i = 0; i < kept; i++) {
                writing.push(tokens[i]);
            }
            LineGuard.Violation violation = null;
            int last = -1;
            int count = kept;
            while (violation == null && count < tokens.length) {
                writing.push(tokens[count++]);
                lines.grown(writing.rawLength());
                boolean ends = count == tokens.length && (writing.stopped() || free.finish() == Answer.Finish.LENGTH);
                if (ends) {
                    writing.close();
                }
                violation = lines.look(writing.text(), writing.stopped());
            }
            if (violation == null && free.finish() == Answer.Finish.STOP && !writing.stopped()) {
                writing.close();
                last = end(vocabulary[0]);
                violation = lines.look(writing.text(), true);
            }
            if (violation == null) {
                return new Answer(free.text(), free.finish(), 0, 0, count, lines.report(false));
            }
            kept = lines.exclude(violation, writing.text(), last, Arrays.copyOf(tokens, count));
            if (kept < 0) {
                int told = Math.min(lines.shown(), writing.text().length());
                String text =
                        new StopDetector(request.stop()).push(writing.text().substring(0, told));
                return new Answer(text, Answer.Finish.GUARD, 0, 0, count, lines.report(true));
            }
            excluded.tailMap(kept, false).clear();
            excluded.computeIfAbsent(kept, place -> new BitSet()).set(kept < count ? tokens[kept] : last);
        }
    }

    private static int end(Vocabulary vocabulary) {
        for (int token = vocabulary.size() - 1; token >= 0; token--) {
            if (vocabulary.endsAnswer(token)) {
                return token;
            }
        }
        throw new AssertionError("no end token");
    }
}
