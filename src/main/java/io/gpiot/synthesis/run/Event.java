package io.gpiot.synthesis.run;

import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Verdict;

/** What happens in a run, as it happens: for live progress and the log. */
public sealed interface Event {

    record StageStarted(Stage stage) implements Event {}

    /** The stage's result is there from an earlier run, perhaps edited by the user. */
    record StageKept(Stage stage, boolean edited) implements Event {}

    /** @param tokens generated in this run; answers of an earlier run cost none */
    record StageFinished(Stage stage, double seconds, int tokens) implements Event {}

    /**
     * The model goes on writing; comes with every piece of text, so show it at most a few times a second.
     *
     * @param pieces about as many as tokens, of this batch so far
     */
    record Writing(Stage stage, int pieces, int answersDone, int answers) implements Event {}

    /** A rule changed what the model said. */
    record Repaired(String what) implements Event {}

    /** What became of a candidate, in one line. */
    record Judged(int subTask, int candidate, boolean held, String summary) implements Event {

        static Judged of(Candidate candidate, Verdict verdict) {
            return new Judged(
                    candidate.subTask(), candidate.index(), verdict instanceof Verdict.Held, verdict.summary());
        }
    }

    /** A sub-task is through: solved or not. */
    record Decided(int subTask, String name, boolean solved, String summary) implements Event {}
}
