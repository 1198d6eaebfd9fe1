package io.gpiot.base.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

    private static final long GIGABYTE = 1_000_000_000L;
    private static final ModelShape SHAPE = Catalogue.builtIn(Map.of())
            .find("qwen2.5-coder-1.5b-instruct")
            .orElseThrow()
            .shape();

    private final List<String> said = new ArrayList<>();

    private void require(long total, long available) {
        MemoryCheck.require("m", SHAPE, new MachineMemory(total * GIGABYTE, available * GIGABYTE), said::add);
    }

    @Test
    void weightsThatTheMachineCannotHoldAreRefusedBeforeTheyAreFetched() {
        GpiotException error = assertThrows(GpiotException.class, () -> require(3, 3));
        assertEquals(GpiotException.Category.RESOURCES, error.category());
        assertEquals(
                "m needs 3.8 GB of memory at least, and this machine has 3.0 GB; choose a smaller one with --model"
                        + " (gpiot models list)",
                error.getMessage());
    }

    @Test
    void whereItIsTightThatIsSaidAndElseNothing() {
        require(8, 6);
        assertEquals(List.of(), said);
        require(8, 2);
        assertEquals(1, said.size());
        assertTrue(said.getFirst().contains("of which 2.0 GB are free now"), said.getFirst());
    }
}
