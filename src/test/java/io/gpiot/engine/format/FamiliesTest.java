package io.gpiot.engine.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gpiot.base.model.ModelShape;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FamiliesTest {

    /** The store refuses what the engine would refuse later. */
    @Test
    void modelsThatAreTakenInAreThoseThatTheEngineRuns() {
        assertEquals(Families.KNOWN, Set.copyOf(ModelShape.FAMILIES));
    }
}
