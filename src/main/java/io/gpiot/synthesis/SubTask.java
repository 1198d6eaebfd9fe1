package io.gpiot.synthesis;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One step of a decomposition, as TDSLM writes it: {@code Sub-Task n [Name]}, then lines {@code - step}.
 *
 * @param number counts from 1
 * @param steps implementation steps, 1 to 4, naming algorithms and parameter values with units
 */
public record SubTask(int number, String name, List<String> steps) implements Serializable {

    public SubTask {
        steps = List.copyOf(steps);
    }

    public String toText() {
        return "Sub-Task " + number + " [" + name + "]\n"
                + steps.stream().map(step -> "- " + step).collect(Collectors.joining("\n"));
    }

    /** A whole decomposition: one blank line between sub-tasks. */
    public static String toText(List<SubTask> subTasks) {
        return subTasks.stream().map(SubTask::toText).collect(Collectors.joining("\n\n"));
    }
}
