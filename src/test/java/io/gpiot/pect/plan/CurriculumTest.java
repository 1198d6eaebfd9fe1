package io.gpiot.pect.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.pect.data.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurriculumTest {

    private static List<Example> examples(int count, long seed) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example(new int[20 + random.nextInt(180)], 5, 1 + i % 2));
        }
        return examples;
    }

    private static List<Example> flat(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step.batches().stream())
                .flatMap(batch -> batch.examples().stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 1000, 4000, 1_000_000})
    void everyExampleIsLearnedOnceAnEpoch(int tokensPerStep) {
        List<Example> examples = examples(57, 1);
        Curriculum curriculum = new Curriculum(examples, 3, tokensPerStep, 400);
        for (int epoch = 0; epoch < 3; epoch++) {
            List<Step> steps = curriculum.epoch(epoch);
            assertEquals(curriculum.stepsPerEpoch(), steps.size());
            assertTrue(steps.stream().noneMatch(step -> step.batches().isEmpty()));
            Map<Example, Boolean> met = new IdentityHashMap<>();
            flat(steps).forEach(example -> met.put(example, true));
            assertEquals(57, met.size());
            assertEquals(57, flat(steps).size());
        }
    }

    @Test
    void stepsAreAboutEqualAndBatchesKeepTheirLimitAndPath() {
        List<Example> examples = examples(400, 2);
        List<Step> steps = new Curriculum(examples, 3, 2000, 600).epoch(0);
        for (Step step : steps) {
            assertTrue(step.tokens() > 1700 && step.tokens() < 2300, "tokens " + step.tokens());
            for (Batch batch : step.batches()) {
                assertTrue(batch.padded() <= 600);
                assertTrue(batch.examples().stream().allMatch(example -> example.path() == batch.path()));
            }
        }
        long padded = steps.stream()
                .flatMap(step -> step.batches().stream())
                .mapToLong(Batch::padded)
                .sum();
        long tokens = steps.stream().mapToLong(Step::tokens).sum();
        assertTrue(padded < 1.3 * tokens, padded + " computed for " + tokens);
    }

    @Test
    void theOrderFollowsFromSeedAndEpochAlone() {
        List<Example> examples = examples(60, 4);
        Curriculum one = new Curriculum(examples, 3, 500, 500);
        Curriculum other = new Curriculum(examples, 3, 500, 500);
        int far = 4 * one.stepsPerEpoch() + 1;
        for (int step = 0; step < far; step++) {
            one.step(step);
        }
        assertEquals(one.step(far), other.step(far));
        assertNotEquals(flat(one.epoch(0)), flat(one.epoch(1)));
        assertNotEquals(flat(one.epoch(0)), flat(new Curriculum(examples, 4, 500, 500).epoch(0)));
    }

    @Test
    void bothPathsAreMixed() {
        List<Step> steps = new Curriculum(examples(400, 5), 1, 4000, 800).epoch(0);
        for (Step step : steps) {
            assertEquals(
                    List.of(1, 2),
                    step.batches().stream()
                            .map(Batch::path)
                            .distinct()
                            .sorted(Comparator.naturalOrder())
                            .toList());
        }
    }

    @Test
    void theRateRisesThenFallsAlongACosine() {
        Schedule schedule = new Schedule(List.of(110L), 2.0, 0.09, 0);
        assertEquals(0.2, schedule.rate(0), 1e-12);
        assertEquals(2.0, schedule.rate(9), 1e-12);
        assertEquals(2.0, schedule.rate(10), 1e-12);
        assertEquals(1.0, schedule.rate(60), 1e-12);
        assertTrue(schedule.rate(109) < 0.001 && schedule.rate(109) > 0);
        assertEquals(1.0, new Schedule(List.of(100L), 2.0, 0, 0.5).rate(99), 1e-3);
    }

    @Test
    void addedEpochsAreACycleOfTheirOwnAndLeaveWhatWasBefore() {
        Schedule schedule = new Schedule(List.of(50L), 1e-4, 0.1, 0);
        Schedule more = schedule.withCycle(20);
        assertEquals(70, more.steps());
        for (int step = 0; step < 50; step++) {
            assertEquals(schedule.rate(step), more.rate(step));
        }
        assertEquals(0.5e-4, more.rate(50), 1e-12);
        assertFalse(more.rate(69) > 0.1e-4);
    }
}
