package io.gpiot.data.read;

import io.gpiot.data.Kind;
import io.gpiot.data.Label;
import io.gpiot.data.ProblemRow;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.decompose.SubTaskGrammar;
import java.util.ArrayList;
import java.util.List;

/** Reads a TDD row: title, topic, modality, representation, resources, problem, data, wordings, sub-tasks. */
final class ProblemReader {

    private ProblemReader() {}

    static Reading read(String id, String domain, String text, Faults faults) {
        MarkdownRow row = MarkdownRow.parse(text, faults);
        String topic = row.field("Topic", faults);
        Rules.topic(topic, row.lineOf("Topic"), faults);
        String modality = row.field("Modality", faults);
        String representation = row.field("Representation", faults);
        String resources = row.field("Resources", faults);
        MarkdownRow.Section problem = row.section("Problem", faults);
        Rules.words("the problem", problem.text(), 25, 100, problem.line(), faults);
        List<Parameter> data = parameters(row.section("Data", faults), faults);
        List<String> wordings = wordings(row.section("Wordings", faults), faults);
        MarkdownRow.Section answer = row.section("Sub-Tasks", faults);
        List<SubTask> subTasks = Rules.subTasks(answer.text(), answer.textLine(), faults);
        SubTaskGrammar.fault(SubTaskGrammar.fitted(subTasks)).ifPresent(why -> faults.add(answer.textLine(), why));
        Label label = RowLabel.of(row, id, Kind.TDD, domain, topic, faults);
        if (faults.any()) {
            return faults.bad();
        }
        return new Reading.Good(new ProblemRow(
                label,
                row.title(),
                modality,
                representation,
                resources,
                problem.text().replaceAll("\\s+", " "),
                data,
                wordings,
                subTasks));
    }

    private static List<Parameter> parameters(MarkdownRow.Section section, Faults faults) {
        List<Parameter> parameters = new ArrayList<>();
        for (MarkdownRow.Field item : section.items()) {
            faults.attempt(item.line(), () -> Parameter.parse(item.value())).ifPresent(parameters::add);
        }
        faults.unless(
                section.text().lines().allMatch(line -> line.startsWith("- ")),
                section.line(),
                "'## Data' must be lines '- name (type): meaning'");
        Rules.distinct(parameters, section.line(), faults);
        return parameters;
    }

    private static List<String> wordings(MarkdownRow.Section section, Faults faults) {
        List<MarkdownRow.Field> items = section.items();
        faults.unless(items.size() >= 2, section.line(), "there must be at least 2 wordings, are " + items.size());
        items.forEach(item -> Rules.words("the wording", item.value(), 12, 90, item.line(), faults));
        return items.stream().map(MarkdownRow.Field::value).toList();
    }
}
