package io.gpiot.data.read;

import io.gpiot.base.GpiotException;
import io.gpiot.data.Kind;
import io.gpiot.data.Label;
import io.gpiot.data.Level;
import io.gpiot.data.ProgramRow;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.specify.SpecificationFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a CGD row: title, topic, level, the specification as in run folders, program, documentation, test, and a naive program where there is one. */
final class ProgramReader {

    private static final Pattern ENTRY_POINT = Pattern.compile("Entry point: `([a-z_]\\w*)`");
    private static final int MOST_WORDS_OF_DOCUMENTATION = 130;

    private ProgramReader() {}

    static Reading read(String id, String domain, String text, Faults faults) {
        MarkdownRow row = MarkdownRow.parse(text, faults);
        String topic = row.field("Topic", faults);
        Rules.topic(topic, row.lineOf("Topic"), faults);
        Optional<Level> level = Rules.level(row.field("Level", faults), row.lineOf("Level"), faults);
        faults.unless(
                row.head().stream().anyMatch(line -> ENTRY_POINT.matcher(line).matches()),
                0,
                "the line 'Entry point: `name`' is missing");
        Optional<Specification> specification = specification(row, faults);

        String program = python(row, "Program", faults);
        String test = python(row, "Test", faults);
        MarkdownRow.Section documentation = row.section("Documentation", faults);
        Rules.words(
                "the documentation",
                documentation.text(),
                15,
                MOST_WORDS_OF_DOCUMENTATION,
                documentation.line(),
                faults);
        specification.ifPresent(each -> {
            Rules.distinct(each.inputs(), 0, faults);
            Rules.distinct(each.outputs(), 0, faults);
            Rules.words("the target", each.target(), 8, 130, 0, faults);
            ProgramRules.check(each, program, row.section("Program", faults).textLine() + 1, faults);
        });
        ProgramRules.defines(
                "the test", "check", test, row.section("Test", faults).textLine() + 1, faults);
        String naive = row.sections().containsKey("Naive") ? python(row, "Naive", faults) : "";
        Label label = RowLabel.of(row, id, Kind.CGD, domain, topic, faults);
        if (faults.any() || specification.isEmpty() || level.isEmpty()) {
            return faults.bad();
        }
        return new Reading.Good(
                new ProgramRow(label, level.get(), specification.get(), program, documentation.text(), test, naive));
    }

    /** The head in the shape of a specification's file, line for line, so that an error names the row's line. */
    private static Optional<Specification> specification(MarkdownRow row, Faults faults) {
        List<String> lines = new ArrayList<>();
        boolean begun = false;
        for (String line : row.head()) {
            begun |= line.startsWith("Entry point:");
            lines.add(line.startsWith("# ") && !begun ? "# Sub-Task 1 [" + row.title() + "]" : begun ? line : "");
        }
        try {
            return Optional.of(SpecificationFile.parse(faults.file(), String.join("\n", lines)));
        } catch (GpiotException e) {
            String why = String.valueOf(e.getMessage()).substring(faults.file().length());
            int colon = why.indexOf(": ");
            faults.add(Integer.parseInt(why.substring(", line ".length(), colon)), why.substring(colon + 2));
            return Optional.empty();
        }
    }

    private static String python(MarkdownRow row, String name, Faults faults) {
        MarkdownRow.Section section = row.section(name, faults);
        Optional<String> code = section.python();
        faults.unless(
                code.isPresent() || section.text().isEmpty(),
                section.line(),
                "'## " + name + "' must be one ```python block and nothing else");
        return code.orElse("");
    }
}
