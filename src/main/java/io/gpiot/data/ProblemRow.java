package io.gpiot.data;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.SubTask;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * TDD: a problem and its expert decomposition.
 *
 * @param modality the sensor
 * @param representation the form in which it is recorded
 * @param resources of the device, or {@code none stated}
 * @param problem as a person would say it
 * @param data what is loaded already
 * @param wordings the same problem in other words
 */
public record ProblemRow(
        Label label,
        String title,
        String modality,
        String representation,
        String resources,
        String problem,
        List<Parameter> data,
        List<String> wordings,
        List<SubTask> subTasks)
        implements Row {

    public ProblemRow {
        data = List.copyOf(data);
        wordings = List.copyOf(wordings);
        subTasks = List.copyOf(subTasks);
    }

    /** The problem as it was written, then its other wordings. */
    public List<String> texts() {
        return Stream.concat(Stream.of(problem), wordings.stream()).toList();
    }

    @Override
    public String hash() {
        return ContentHash.of(
                title,
                modality,
                representation,
                resources,
                problem,
                ContentHash.texts(data),
                String.join("\n", wordings),
                SubTask.toText(subTasks));
    }

    @Override
    public String prose() {
        return title + "\n" + problem + "\n" + String.join("\n", wordings) + "\n"
                + data.stream().map(Parameter::meaning).collect(Collectors.joining("\n")) + "\n"
                + SubTask.toText(subTasks);
    }

    @Override
    public String code() {
        return "";
    }
}
