package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.knowledge.FileOutcome;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot knowledge add}: reads documents into the index. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Adds papers, pages and your own expert cards.",
            "Reads PDF, HTML, Markdown and text. Unchanged files are skipped, changed ones replaced.",
            "Exit code 4: some files were refused, with the reason, and the others are in; 2: all were refused."
        },
        footer = {"", "Example:", "  gpiot knowledge add ~/papers"})
final class KnowledgeAddCommand implements Callable<Integer> {

    private static final int IN_PART = 4;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "What to add; folders with all below them.")
    @SuppressWarnings("NullAway.Init")
    private List<Path> paths;

    @Option(names = "--json", description = "Print one JSON array with an entry a file.")
    private boolean json;

    private record Line(String file, String outcome, int passages, List<String> messages) {}

    @Override
    public Integer call() {
        for (Path path : paths) {
            if (!Files.exists(path)) { // before anything is indexed
                throw GpiotException.user(path + " does not exist; nothing was added");
            }
        }
        var lines = new ArrayList<Line>();
        try (var knowledge = KnowledgeCommand.open(spec.commandLine())) {
            var progress = TerminalProgress.onStandardError(spec.commandLine().getErr());
            for (Path path : paths) {
                knowledge.add(path, progress).forEach(outcome -> lines.add(line(outcome)));
            }
        }
        print(lines);
        long refused = count(lines, "refused");
        return refused == 0 ? 0 : refused == lines.size() ? GpiotException.Category.USER.exitCode() : IN_PART;
    }

    private static Line line(FileOutcome outcome) {
        return switch (outcome) {
            case FileOutcome.Added added -> new Line(added.file(), "added", added.passages(), added.notes());
            case FileOutcome.Unchanged same -> new Line(same.file(), "unchanged", 0, List.of());
            case FileOutcome.Refused refused -> new Line(refused.file(), "refused", 0, List.of(refused.reason()));
        };
    }

    private void print(List<Line> lines) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(lines));
            return;
        }
        for (Line line : lines) {
            line.messages().forEach(message -> spec.commandLine().getErr().println("gpiot: " + message));
            if (line.outcome().equals("added")) {
                out.println("added " + line.file() + " (" + line.passages() + " passages)");
            }
        }
        out.println(count(lines, "added") + " added, " + count(lines, "unchanged") + " unchanged, "
                + count(lines, "refused") + " refused");
    }

    private static long count(List<Line> lines, String outcome) {
        return lines.stream().filter(line -> line.outcome().equals(outcome)).count();
    }
}
