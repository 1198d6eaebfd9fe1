package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.Row;
import io.gpiot.data.build.DataStatistics;
import io.gpiot.data.build.DatasetCheck;
import io.gpiot.data.read.Fault;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import io.gpiot.data.scale.Workers;
import io.gpiot.data.verify.RowVerdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot data validate}: are the rows in order? */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks rows and datasets and, with --run, the programs of rows.",
            "Looks at shapes, counts, names, libraries, topics and doubles;",
            "of a dataset's folder, or a file of its pairs: hashes, counts, ids, splits, chats and answers.",
            "With --run, each program runs in the sandbox with its test, which must refuse what answers nothing.",
            "Exit code 2: something is wrong with a row; 3: rows could not be run."
        },
        footer = {"", "Example:", "  gpiot data validate --run data/cgd/ecg"})
final class DataValidateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Files or folders of rows or datasets (default: the checkout's data).")
    private List<Path> paths = List.of();

    @Option(names = "--run", description = "Run the programs too; what ran before is remembered.")
    private boolean run;

    @Option(names = "--notes", description = "Print what is odd without being wrong.")
    private boolean notes;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScaleOptions verify;

    @Option(names = "--json", description = "Print one JSON object: files, rows a kind, faults, notes, counts of runs.")
    private boolean json;

    private record Report(
            int files,
            Map<String, Integer> rows,
            int pairs,
            int passed,
            int unchecked,
            List<Fault> faults,
            List<Fault> notes) {

        Report and(DatasetCheck.Result dataset) {
            List<Fault> all =
                    Stream.concat(faults.stream(), dataset.faults().stream()).toList();
            return new Report(files, rows, pairs + dataset.pairs(), passed, unchecked, all, notes);
        }

        int exitCode() {
            return !faults.isEmpty()
                    ? GpiotException.Category.USER.exitCode()
                    : unchecked > 0 ? GpiotException.Category.RESOURCES.exitCode() : 0;
        }
    }

    @Override
    public Integer call() {
        Map<Boolean, List<Path>> places =
                DataCommand.places(paths).stream().collect(Collectors.partitioningBy(DatasetCheck::is));
        Report report = report(RowFiles.read(places.getOrDefault(false, List.of())));
        for (Path dataset : places.getOrDefault(true, List.of())) {
            report = report.and(DatasetCheck.check(dataset));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(report));
        } else {
            print(report, out);
        }
        out.flush();
        return report.exitCode();
    }

    private Report report(Rows rows) {
        List<Fault> faults = new ArrayList<>(rows.faults());
        List<Fault> odd = new ArrayList<>();
        int passed = 0;
        int unchecked = 0;
        if (run) {
            Map<String, RowVerdict> verdicts = verdicts(rows);
            for (Row row : rows.rows()) {
                String file = row.label().source();
                RowVerdict verdict = verdicts.get(row.hash());
                if (verdict == null) {
                    continue;
                }
                switch (verdict) {
                    case RowVerdict.Passed good -> {
                        passed++;
                        good.notes().forEach(note -> odd.add(new Fault(file, 0, note)));
                    }
                    case RowVerdict.Failed failed -> faults.add(new Fault(file, 0, failed.why()));
                    case RowVerdict.Unchecked open -> {
                        unchecked++;
                        odd.add(new Fault(file, 0, "was not checked: " + open.why()));
                    }
                }
            }
        }
        return new Report(rows.files(), DataStatistics.of(rows.rows()).kinds(), 0, passed, unchecked, faults, odd);
    }

    private Map<String, RowVerdict> verdicts(Rows rows) {
        var console = Console.of(spec.commandLine());
        Workbench bench = console.workbench();
        try (Workers workers = verify.workers()) {
            return verify.verifier(bench, workers).verify(rows.rows(), console.progress());
        }
    }

    private void print(Report report, PrintWriter out) {
        report.faults().forEach(fault -> out.println(fault.toText()));
        if (notes) {
            report.notes().forEach(note -> out.println("note: " + note.toText()));
        }
        if (report.pairs() > 0) {
            out.println(report.pairs() + " pairs of datasets");
        }
        String ran = run ? ", " + report.passed() + " passed, " + report.unchecked() + " unchecked" : "";
        out.println(report.files() + " files: " + report.rows() + ran + ", "
                + report.faults().size() + " faults, " + report.notes().size() + " notes");
    }
}
