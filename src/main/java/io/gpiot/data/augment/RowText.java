package io.gpiot.data.augment;

import io.gpiot.data.Label;
import io.gpiot.data.Origin;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as the files that {@code data/README.md} describes, with the lines {@code Axis:} and {@code Parent:}. */
final class RowText {

    private RowText() {}

    static String of(ProblemRow row) {
        return "# " + row.title() + "\n\n" + head(row.label()) + "Modality: " + row.modality() + "\nRepresentation: "
                + row.representation() + "\nResources: " + row.resources() + "\n\n## Problem\n" + row.problem()
                + "\n\n## Data\n" + parameters(row.data()) + "\n\n## Wordings\n"
                + row.wordings().stream().map(each -> "- " + each).collect(Collectors.joining("\n"))
                + "\n\n## Sub-Tasks\n" + SubTask.toText(row.subTasks()) + "\n";
    }

    static String of(ProgramRow row) {
        Specification specification = row.specification();
        String text = "# " + specification.name() + "\n\n" + head(row.label()) + "Level: "
                + row.level().text() + "\nEntry point: `" + specification.entryPoint() + "`\n\n**Target**\n"
                + specification.target() + "\n\n**Input Specification**\n" + parameters(specification.inputs())
                + "\n\n**Output Specification**\n" + parameters(specification.outputs()) + "\n\n## Program\n"
                + python(row.code()) + "\n\n## Documentation\n" + row.documentation() + "\n\n## Test\n"
                + python(row.test()) + "\n";
        return row.naive().isEmpty() ? text : text + "\n## Naive\n" + python(row.naive()) + "\n";
    }

    private static String head(Label label) {
        return "Topic: " + label.topic() + "\nAxis: " + label.axis().text() + "\nParent: " + label.parent() + "\n"
                + (label.origin() == Origin.SELF_TRAINED
                        ? "Origin: " + label.origin().text() + "\n"
                        : "");
    }

    private static String parameters(List<Parameter> parameters) {
        return parameters.stream().map(each -> "- " + each.toText()).collect(Collectors.joining("\n"));
    }

    private static String python(String code) {
        return "```python\n" + code + "```";
    }
}
