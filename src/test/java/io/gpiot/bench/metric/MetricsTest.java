package io.gpiot.bench.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against sacrebleu, EvalPlus's formula and SciPy: values made by benchmarks/reference/make_bleu_golden.py. */
class MetricsTest {

    private static final JsonNode GOLDEN = golden();

    private static JsonNode golden() {
        try {
            return Json.MAPPER.readTree(MetricsTest.class.getResource("/bench/metrics.json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bleuOfSegmentsEqualsSacrebleu() {
        int count = 0;
        for (JsonNode pair : GOLDEN.path("segments")) {
            String answer = pair.path("answer").asText();
            String reference = pair.path("reference").asText();
            assertEquals(
                    pair.path("score").asDouble(),
                    Bleu.ofSegment(answer, reference),
                    1e-6,
                    () -> "'" + answer + "' against '" + reference + "'");
            count++;
        }
        assertTrue(count >= 400);
    }

    @Test
    void bleuOfCorporaEqualsSacrebleu() {
        List<String> answers = new ArrayList<>();
        List<String> references = new ArrayList<>();
        for (JsonNode pair : GOLDEN.path("segments")) {
            answers.add(pair.path("answer").asText());
            references.add(pair.path("reference").asText());
        }
        for (JsonNode corpus : GOLDEN.path("corpora")) {
            int from = corpus.path("from").asInt();
            int to = from + corpus.path("count").asInt();
            assertEquals(
                    corpus.path("score").asDouble(),
                    Bleu.ofCorpus(answers.subList(from, to), references.subList(from, to)),
                    1e-6);
        }
    }

    @Test
    void passAtKEqualsTheUnbiasedEstimate() {
        for (JsonNode each : GOLDEN.path("passes")) {
            assertEquals(
                    each.path("value").asDouble(),
                    PassAtK.estimate(
                            each.path("n").asInt(),
                            each.path("c").asInt(),
                            each.path("k").asInt()),
                    1e-12,
                    each::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> PassAtK.estimate(3, 1, 5));
    }

    @Test
    void mcNemarEqualsTheBinomialTest() {
        for (JsonNode each : GOLDEN.path("mcnemar")) {
            assertEquals(
                    each.path("p").asDouble(),
                    PairedTests.mcNemar(
                            each.path("first").asInt(), each.path("second").asInt()),
                    1e-9,
                    each::toString);
        }
    }

    @Test
    void permutationEqualsSciPyWhereAllAreTried() {
        for (JsonNode each : GOLDEN.path("permutations")) {
            assertEquals(
                    each.path("p").asDouble(),
                    PairedTests.permutation(array(each.path("first")), array(each.path("second"))),
                    1e-9);
        }
    }

    @Test
    void drawnPermutationsComeNearTheExactOnes() {
        Random random = new Random(3);
        double[] first = random.doubles(20).toArray();
        double[] second = Arrays.stream(first)
                .map(value -> value + 0.3 * random.nextGaussian() - 0.1)
                .toArray();
        double exact = PairedTests.permutation(first, second);
        double[] longerFirst = Arrays.copyOf(first, 21);
        double[] longerSecond = Arrays.copyOf(second, 21);
        longerFirst[20] = 1e-9; // hardly a difference, but one more: now signs are drawn
        assertEquals(exact, PairedTests.permutation(longerFirst, longerSecond), 0.01);
    }

    @Test
    void anIntervalHoldsTheMeanAndShrinksWithTasks() {
        double[] few = {0, 1, 1, 0, 1, 0, 0, 1, 1, 1};
        double[] many = new double[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = few[i % few.length];
        }
        Interval wide = Interval.of(few);
        Interval narrow = Interval.of(many);
        assertEquals(0.6, wide.mean(), 1e-12);
        assertTrue(wide.low() < 0.6 && 0.6 < wide.high());
        // the normal approximation: 1.96 sqrt(0.6 * 0.4 / 1000) = 0.030
        assertEquals(0.57, narrow.low(), 0.004);
        assertEquals(0.63, narrow.high(), 0.004);
        assertEquals(wide, Interval.of(few));
        assertEquals(new Interval(1, 1, 1, 2), Interval.of(new double[] {1, 1}));
    }

    private static double[] array(JsonNode node) {
        double[] values = new double[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = node.path(i).asDouble();
        }
        return values;
    }
}
