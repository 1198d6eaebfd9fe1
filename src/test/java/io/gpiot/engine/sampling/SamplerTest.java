package io.gpiot.engine.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Sampling;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {

    private static final int[] NOTHING = {};

    /** The naive twin: every step as it is defined, with a full sort and without any cut-off. */
    private static int naive(
            Sampling sampling, RandomNumbers random, float[] logits, int[] answer, @Nullable BitSet allowed) {
        double[] values = IntStream.range(0, logits.length)
                .mapToDouble(i -> {
                    boolean seen = IntStream.of(answer).anyMatch(token -> token == i);
                    double factor = sampling.repetitionPenalty();
                    return (float) (!seen ? logits[i] : logits[i] > 0 ? logits[i] / factor : logits[i] * factor);
                })
                .toArray();
        List<Integer> sorted = IntStream.range(0, logits.length)
                .filter(i -> allowed == null || allowed.get(i))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -values[i]).thenComparing(i -> i))
                .toList();
        if (sampling.greedy()) {
            return sorted.getFirst();
        }
        double best = values[sorted.getFirst()];
        double[] weights = DoubleStream.of(values)
                .map(value -> Math.exp((value - best) / sampling.temperature()))
                .toArray();
        List<Integer> likely =
                sorted.stream().filter(i -> weights[i] >= sampling.minP()).toList();
        double mass = likely.stream().mapToDouble(i -> weights[i]).sum();
        double reached = 0;
        int kept = 0;
        while (kept < likely.size() && (kept == 0 || reached < sampling.topP() * mass)) {
            reached += weights[likely.get(kept++)];
        }
        double left = random.next() * reached;
        List<Integer> order = likely.subList(0, kept).stream().sorted().toList();
        for (int token : order) {
            left -= weights[token];
            if (left < 0) {
                return token;
            }
        }
        return order.getLast();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyDrawEqualsTheFullSortsDraw(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            int size = 1 + random.nextInt(600);
            Sampling sampling = new Sampling(
                    random.nextInt(5) == 0 ? 0 : 0.1 + 2 * random.nextDouble(),
                    random.nextInt(4) == 0 ? 1 : 0.05 + 0.949 * random.nextDouble(),
                    random.nextInt(3) == 0 ? 0.3 * random.nextDouble() : 0,
                    random.nextInt(3) == 0 ? 0.5 + random.nextDouble() : 1,
                    random.nextLong());
            BitSet allowed = null;
            if (random.nextBoolean()) {
                allowed = new BitSet();
                for (int i = 0; i < size; i++) {
                    allowed.set(i, random.nextInt(3) == 0);
                }
                allowed.set(random.nextInt(size));
            }
            Sampler sampler = new Sampler(sampling);
            RandomNumbers numbers = new RandomNumbers(sampling.seed());
            int[] answer = new int[12];
            for (int step = 0; step < answer.length; step++) {
                // Coarse values make many equal ones.
                float grain = random.nextBoolean() ? 1 : 0.001f;
                float[] logits = new float[size];
                for (int i = 0; i < size; i++) {
                    logits[i] = Math.round(4 * random.nextGaussian() / grain) * grain;
                }
                int[] soFar = java.util.Arrays.copyOf(answer, step);
                int drawn = sampler.next(logits, answer, step, allowed);
                assertEquals(naive(sampling, numbers, logits, soFar, allowed), drawn, sampling.toString());
                answer[step] = drawn;
            }
        }
    }

    @Test
    void drawsFollowTheProbabilities() {
        float[] logits = {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)};
        Sampler sampler = new Sampler(Sampling.of(1, 1, 7));
        int[] counts = new int[3];
        for (int i = 0; i < 100_000; i++) {
            counts[sampler.next(logits, NOTHING, 0, null)]++;
        }
        assertEquals(50_000, counts[0], 700);
        assertEquals(30_000, counts[1], 700);
        assertEquals(20_000, counts[2], 700);
    }

    @Test
    void theSameSeedGivesTheSameTokensAndNeighbouringSeedsDoNot() {
        float[] logits = new float[1000];
        int[] first = draws(new Sampler(Sampling.of(1, 1, 5)), logits);
        assertArrayEquals(first, draws(new Sampler(Sampling.of(1, 1, 5)), logits));
        int[] other = draws(new Sampler(Sampling.of(1, 1, 6)), logits);
        long equal = IntStream.range(0, first.length)
                .filter(i -> first[i] == other[i])
                .count();
        assertTrue(equal < 5, equal + " of " + first.length + " are equal");
    }

    private static int[] draws(Sampler sampler, float[] logits) {
        return IntStream.range(0, 100)
                .map(i -> sampler.next(logits, NOTHING, 0, null))
                .toArray();
    }

    @Test
    void aSliceOfABufferIsReadWhereItLiesAndLeftAsItIs() {
        FloatBuffer rows = FloatBuffer.wrap(new float[] {9, 0, 0, 1, 3, 2, 9});
        FloatBuffer row = rows.slice(3, 3);
        assertEquals(1, new Sampler(Sampling.GREEDY).next(row, NOTHING, 0, null));
        rows.position(3).limit(6);
        Sampling penalised = new Sampling(0, 1, 0, 2, 0);
        assertEquals(2, new Sampler(penalised).next(rows, new int[] {1}, 1, null));
        assertEquals(3, rows.position());
        assertEquals(3f, rows.get(4));
    }

    @Test
    void thePenaltyCountsATokenOnceAndOnlyWithinTheAnswersLength() {
        Sampler sampler = new Sampler(new Sampling(0, 1, 0, 2, 0));
        float[] logits = {8, 3, -1};
        assertEquals(0, sampler.next(logits, new int[] {0, 0, 0}, 3, null), "8 halved once is 4");
        assertEquals(0, sampler.next(new float[] {5, 4, 0}, new int[] {1, 0}, 1, null));
        assertEquals(1, sampler.next(new float[] {-1, -1.5f, -9}, new int[] {0}, 1, null), "-1 doubled is -2");
    }

    @Test
    void extremeLogitsAndTinyTemperaturesStaySafe() {
        float[] logits = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE / 2};
        assertEquals(0, new Sampler(Sampling.of(1e-9, 0.9, 1)).next(logits, NOTHING, 0, null));
        BitSet last = new BitSet();
        last.set(1);
        assertEquals(1, new Sampler(Sampling.of(1e-9, 0.9, 1)).next(logits, NOTHING, 0, last));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aLogitThatIsNotFiniteIsADefectOfOursThatNamesTheToken(float value) {
        GpiotException refused = assertThrows(
                GpiotException.class,
                () -> new Sampler(Sampling.GREEDY).next(new float[] {1, value}, NOTHING, 0, null));
        assertEquals(GpiotException.Category.INTERNAL, refused.category());
        assertTrue(refused.getMessage().contains(value + " for token 1"), refused.getMessage());
    }

    @Test
    void aMaskThatLeavesNothingIsADefectOfOurs() {
        GpiotException refused = assertThrows(
                GpiotException.class,
                () -> new Sampler(Sampling.GREEDY).next(new float[] {1, 2}, NOTHING, 0, new BitSet()));
        assertEquals(GpiotException.Category.INTERNAL, refused.category());
        assertTrue(refused.getMessage().contains("masks all 2"), refused.getMessage());
    }

    @Test
    void drawingAgainAtTheSamePlaceIsANewDraw() {
        float[] logits = new float[100_000];
        Sampler sampler = new Sampler(Sampling.of(1, 1, 3));
        assertNotEquals(sampler.next(logits, NOTHING, 0, null), sampler.next(logits, NOTHING, 0, null));
    }
}
