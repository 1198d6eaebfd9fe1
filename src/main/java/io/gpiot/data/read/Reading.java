package io.gpiot.data.read;

import io.gpiot.data.Row;
import java.io.Serializable;
import java.util.List;

/** What came of reading one file. */
public sealed interface Reading extends Serializable {

    /** A row in order. */
    record Good(Row row) implements Reading {}

    /** No row: at least one fault. */
    record Bad(List<Fault> faults) implements Reading {
        public Bad {
            faults = List.copyOf(faults);
        }
    }
}
