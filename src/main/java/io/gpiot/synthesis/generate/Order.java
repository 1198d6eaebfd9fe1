package io.gpiot.synthesis.generate;

import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Value;
import java.util.List;

/**
 * Programs that are wanted for one specification.
 *
 * @param steps how the plan would do it; may be empty
 * @param known what was measured so far on the inputs: the user's data, and outputs of programs that ran
 * @param failure why the last attempt failed, or empty in a first round
 * @param first index of the first candidate, counted over all rounds
 * @param count of candidates
 */
public record Order(
        Specification specification, List<String> steps, List<Value> known, String failure, int first, int count) {

    public Order {
        steps = List.copyOf(steps);
        known = List.copyOf(known);
    }

    /** Whether this is a later round, in which all inputs are known. */
    public boolean again() {
        return first > 0;
    }
}
