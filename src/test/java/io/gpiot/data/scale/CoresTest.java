package io.gpiot.data.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpiot.base.GpiotException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoresTest {

    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    @Test
    void resultsComeInTheOrderOfTheItemsWhoeverIsFirst() {
        try (Workers cores = new Cores(4)) {
            List<String> results = cores.map(HUNDRED, item -> {
                for (int i = item % 5; i > 0; i--) {
                    Thread.yield();
                }
                return "of " + item;
            });
            assertEquals(HUNDRED.stream().map(item -> "of " + item).toList(), results);
        }
    }

    @Test
    void aSlowConsumerHoldsTheSourceBack() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Iterator<Integer> source = IntStream.range(0, 500).iterator();
        Iterator<Integer> counted = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public Integer next() {
                most.accumulateAndGet(taken.incrementAndGet() - given.get(), Math::max);
                return source.next();
            }
        };
        try (Workers cores = new Cores(2)) {
            cores.each(counted, item -> item, item -> given.incrementAndGet());
        }
        assertEquals(500, given.get());
        assertTrue(most.get() <= 8, "ahead by " + most);
    }

    @Test
    void whatWasHandedOnBeforeAFailureStaysAndTheFailureIsTold() {
        List<Integer> results = new ArrayList<>();
        try (Workers cores = new Cores(3)) {
            GpiotException failure = assertThrows(
                    GpiotException.class,
                    () -> cores.each(
                            HUNDRED.iterator(),
                            item -> {
                                if (item == 50) {
                                    throw GpiotException.user("not fifty");
                                }
                                return item;
                            },
                            results::add));
            assertEquals("not fifty", failure.getMessage());
        }
        assertEquals(HUNDRED.subList(0, 50), results);
    }

    @Test
    void withoutAClusterInTheBuildTheWayToOneIsTold() {
        assumeTrue(ServiceLoader.load(Workers.Cluster.class).findFirst().isEmpty(), "this build has a cluster");
        GpiotException failure = assertThrows(GpiotException.class, () -> Workers.on("local[*]"));
        assertTrue(String.valueOf(failure.getMessage()).contains("-Pspark"), failure::getMessage);
    }
}
