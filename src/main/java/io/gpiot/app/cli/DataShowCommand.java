package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.Label;
import io.gpiot.data.Origin;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.Row;
import io.gpiot.data.UsageRow;
import io.gpiot.data.distinct.Split;
import io.gpiot.data.read.RowFiles;
import io.gpiot.synthesis.SubTask;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot data show}: one row with what is known of it. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints rows by their ids, with origin, split and hash.",
        footer = {"", "Example:", "  gpiot data show cgd/ecg/hrv-time-domain-summary"})
final class DataShowCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "An id, or a part of some.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Parameters(index = "1..*", paramLabel = "PATH", description = "Where to look (default: the checkout's data).")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print a JSON array of the rows, parsed.")
    private boolean json;

    @Override
    public void run() {
        List<Row> found = RowFiles.read(DataCommand.places(paths)).rows().stream()
                .filter(row -> row.label().id().contains(id))
                .toList();
        List<Row> exact =
                found.stream().filter(row -> row.label().id().equals(id)).toList();
        if (found.isEmpty()) {
            throw GpiotException.user(
                    "no row's id holds '" + id + "'; gpiot data validate says which files are no rows");
        }
        List<Row> rows = exact.isEmpty() ? found : exact;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(rows));
        } else {
            rows.forEach(row -> print(row, out));
        }
        out.flush();
    }

    private static void print(Row row, PrintWriter out) {
        Label label = row.label();
        String split = label.kind().isTraining()
                ? ", " + Split.of(label.domain(), label.topic()).text()
                : "";
        out.printf(
                "%s: %s, %s, %s%s, hash %s%n%n",
                label.id(), label.source(), origin(label), label.licence(), split, row.hash());
        out.println(text(row));
    }

    private static String text(Row row) {
        return switch (row) {
            case DescriptionRow described -> described.question() + "\n\n" + described.description();
            case UsageRow usage -> usage.question() + "\n\n" + program(usage.code(), usage.documentation());
            case ExampleRow example ->
                example.specification().toMarkdown() + "\n\n" + program(example.code(), example.documentation());
            // made of a paper: there is no file of its own
            case ProblemRow problem
            when problem.label().origin() == Origin.PAPER ->
                problem.problem() + "\n\n" + SubTask.toText(problem.subTasks());
            default -> file(row.label().source());
        };
    }

    private static String program(String code, String documentation) {
        return "```python\n" + code + "```\n\n" + documentation;
    }

    private static String file(String source) {
        try {
            return Files.readString(Path.of(source));
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + source + ": " + e.getMessage(), e);
        }
    }

    private static String origin(Label label) {
        return label.origin().text() + (label.parent().isEmpty() ? "" : " from " + label.parent());
    }
}
