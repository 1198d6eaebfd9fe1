package io.gpiot.data.scale.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gpiot.base.GpiotException;
import io.gpiot.data.scale.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparkWorkersTest {

    private static final List<Integer> MANY = IntStream.range(0, 60).boxed().toList();

    @Test
    void resultsComeInTheOrderOfTheItemsRoundByRound() {
        try (Workers spark = Workers.on("local[2]")) {
            assertEquals(MANY.stream().map(item -> 3 * item).toList(), spark.map(MANY, item -> 3 * item));
        }
    }

    @Test
    void whatTheWorkThrowsIsToldAsItIs() {
        List<Integer> results = new ArrayList<>();
        try (Workers spark = Workers.on("local[2]")) {
            GpiotException failure = assertThrows(
                    GpiotException.class,
                    () -> spark.each(
                            MANY.iterator(),
                            item -> {
                                if (item == 40) {
                                    throw GpiotException.user("not forty");
                                }
                                return item;
                            },
                            results::add));
            assertEquals("not forty", failure.getMessage());
        }
        assertEquals(MANY.subList(0, 32), results, "whole rounds stay");
    }
}
