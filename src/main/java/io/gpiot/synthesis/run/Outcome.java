package io.gpiot.synthesis.run;

import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;

/** What became of a sub-task, or of the attempt at the whole problem that follows an unsolved last one. */
public sealed interface Outcome {

    Specification specification();

    record Solved(Solution solution) implements Outcome {
        @Override
        public Specification specification() {
            return solution.specification();
        }
    }

    /**
     * No candidate held.
     *
     * @param tried how many candidates were judged
     * @param lastFailure in one line
     */
    record Unsolved(Specification specification, int tried, String lastFailure) implements Outcome {}

    /** One line, for progress and the log. */
    default String summary() {
        return switch (this) {
            case Solved solved ->
                solved.solution().candidate().title() + " "
                        + solved.solution().verdict().summary();
            case Unsolved unsolved ->
                "none of " + unsolved.tried() + " candidates held; last: " + unsolved.lastFailure();
        };
    }
}
