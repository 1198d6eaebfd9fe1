package io.gpiot.synthesis;

import java.util.List;

/** Runs programs on the values that exist by then, and says what became of them. */
@FunctionalInterface
public interface Judge {

    /**
     * Runs one candidate on the user's data and the outputs of the programs chosen so far.
     *
     * @param earlier the chosen programs of earlier specifications, in order; every input of {@code specification} is
     *     either of the user's data or an output of one of them
     */
    Verdict judge(Specification specification, Candidate candidate, List<Solution> earlier);
}
