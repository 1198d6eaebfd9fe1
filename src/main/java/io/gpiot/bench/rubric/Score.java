package io.gpiot.bench.rubric;

/**
 * What a judge gave to one answer.
 *
 * @param rubric its key, such as {@code STC}
 * @param sample number of the task's answer
 * @param grammar whether that answer was held by a grammar
 * @param value 1 to 5
 * @param person whether a person judged
 * @param judge the person's name or sign, or the model's name and address
 * @param reason one line, may be empty
 */
public record Score(
        String rubric,
        String task,
        int sample,
        boolean grammar,
        int value,
        boolean person,
        String judge,
        String reason) {

    public Score {
        if (value < 1 || value > 5) {
            throw new IllegalArgumentException("a score is 1 to 5, was " + value);
        }
    }

    /** Whether it is the same judge's word on the same thing. */
    public boolean sameMatter(Score other) {
        return rubric.equals(other.rubric)
                && task.equals(other.task)
                && sample == other.sample
                && grammar == other.grammar
                && person == other.person
                && judge.equals(other.judge);
    }
}
