package io.gpiot.synthesis.run;

import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.Value;
import java.util.List;

/**
 * What a run came to.
 *
 * @param outcomes one a specification, in order, and perhaps one for the whole problem; empty where the run stopped after
 *     the plan
 */
public record Result(List<Value> data, List<SubTask> subTasks, List<Outcome> outcomes) {

    public Result {
        data = List.copyOf(data);
        subTasks = List.copyOf(subTasks);
        outcomes = List.copyOf(outcomes);
    }

    public List<Solution> solutions() {
        return outcomes.stream()
                .filter(Outcome.Solved.class::isInstance)
                .map(outcome -> ((Outcome.Solved) outcome).solution())
                .toList();
    }

    /** Whether every sub-task is solved. */
    public boolean complete() {
        return !outcomes.isEmpty() && solutions().size() == outcomes.size();
    }

    /** Whether there is a program that computes what the problem asks for, be it around unsolved sub-tasks. */
    public boolean answered() {
        return !outcomes.isEmpty() && outcomes.getLast() instanceof Outcome.Solved;
    }
}
