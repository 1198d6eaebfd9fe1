package io.gpiot.bench.subject;

import java.util.List;

/** A way from tasks to programs: one question, several candidates of which one is chosen, or a chain of agents. */
public interface ProgramWriter {

    /** Short and stable, for results: what is done, and what of it is left out. */
    String name();

    /** @return one for each order, in their order; the same orders always get the same programs */
    List<Written> write(List<Written.Order> orders);
}
