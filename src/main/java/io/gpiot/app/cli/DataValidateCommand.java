package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.Kind;
import io.gpiot.data.Row;
import io.gpiot.data.read.Fault;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot data validate}: are the rows in order? */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the structure of rows: shapes, counts, names, libraries, topics, doubles.",
            "Exit code 2: something is wrong with a row."
        },
        footer = {"", "Example:", "  gpiot data validate data/cgd/ecg"})
final class DataValidateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files or folders (default: the checkout's data).")
    private List<Path> paths = List.of();

    @Option(names = "--json", description = "Print one JSON object: files, rows a kind, faults.")
    private boolean json;

    private record Report(int files, Map<String, Integer> rows, List<Fault> faults) {}

    @Override
    public Integer call() {
        Rows rows = RowFiles.read(DataCommand.places(paths));
        Report report = new Report(rows.files(), counts(rows), rows.faults());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(report));
        } else {
            report.faults().forEach(fault -> out.println(fault.toText()));
            out.println(report.files() + " files: " + report.rows() + ", "
                    + report.faults().size() + " faults");
        }
        out.flush();
        return report.faults().isEmpty() ? 0 : GpiotException.Category.USER.exitCode();
    }

    private static Map<String, Integer> counts(Rows rows) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Row row : rows.rows()) {
            Kind kind = row.label().kind();
            counts.merge(kind.text(), 1, Integer::sum);
        }
        return counts;
    }
}
