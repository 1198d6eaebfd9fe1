package io.gpiot.data.read;

import io.gpiot.data.Row;
import java.util.List;

/**
 * What came of reading files.
 *
 * @param rows in order, in the order of their files
 * @param faults of files that are no rows, and of rows that do not go together
 * @param files how many were read
 */
public record Rows(List<Row> rows, List<Fault> faults, int files) {

    public Rows {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /** Those of one type. */
    public <T extends Row> List<T> of(Class<T> type) {
        return rows.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
