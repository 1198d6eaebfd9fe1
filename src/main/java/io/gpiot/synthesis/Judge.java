package io.gpiot.synthesis;

import java.util.ArrayList;
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

    /**
     * Runs candidates in their order up to the first that holds: the last verdict is then {@link Verdict.Held}, and the
     * candidates behind it have none. Much faster than one by one, where an implementation starts Python once for all.
     *
     * @return verdicts of the first candidates, as many as were judged
     */
    default List<Verdict> judgeUntilHeld(
            Specification specification, List<Candidate> candidates, List<Solution> earlier) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Verdict verdict = judge(specification, candidate, earlier);
            verdicts.add(verdict);
            if (verdict instanceof Verdict.Held) {
                break;
            }
        }
        return List.copyOf(verdicts);
    }
}
