package io.gpiot.base.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {

    @Test
    void cacheOfOneTokenIsKeysAndValuesOfEveryLayerInFourBytes() {
        // 24 layers x 2 heads x 64 numbers, keys and values, 4 bytes each = 24,576
        assertEquals(24_576, MemoryEstimate.of(0, 24, 2, 64, 0, 1, 1).cache());
    }

    @Test
    void cacheGrowsWithContextAndRowsAndWeightsDoNot() {
        var one = MemoryEstimate.of(1000, 2, 2, 4, 10, 100, 1);
        var many = MemoryEstimate.of(1000, 2, 2, 4, 10, 200, 8);
        assertEquals(16 * one.cache(), many.cache());
        assertEquals(one.weights(), many.weights());
        assertEquals(2000, one.weights());
        assertEquals(one.weights() + one.cache() + one.overhead(), one.total());
    }

    @Test
    void nothingOverflowsForALargeModel() {
        // 70 billion numbers, 128k context, 32 rows
        var large = MemoryEstimate.of(70_000_000_000L, 80, 8, 128, 152_000, 131_072, 32);
        assertTrue(large.total() > large.cache() && large.cache() > 1_000_000_000_000L);
    }

    @Test
    void meminfoIsReadInBytes() {
        var memory = MachineMemory.parse(
                List.of("MemTotal:       24560000 kB", "MemFree:         100 kB", "MemAvailable:   12000000 kB"));
        assertEquals(new MachineMemory(24_560_000L * 1024, 12_000_000L * 1024), memory);
    }

    @Test
    void thisMachineHasMemory() {
        MachineMemory memory = MachineMemory.read();
        assertTrue(memory.total() > 0 && memory.available() > 0 && memory.available() <= memory.total());
    }
}
