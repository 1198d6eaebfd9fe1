package io.gpiot.bench.suite;

import io.gpiot.data.ContentHash;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tasks that belong together.
 *
 * @param notes what was left out and why, a line each
 */
public record Suite(String name, List<CodeItem> code, List<PlanItem> plans, List<String> notes) {

    public Suite {
        code = List.copyOf(code);
        plans = List.copyOf(plans);
        notes = List.copyOf(notes);
    }

    /** Of all tasks in their order: two results with the same hash are about the same tasks. */
    public String hash() {
        return ContentHash.of(Stream.concat(
                        code.stream().flatMap(item -> Stream.of(item.id(), item.hash())),
                        plans.stream().flatMap(item -> Stream.of(item.id(), item.hash())))
                .toArray(String[]::new));
    }
}
