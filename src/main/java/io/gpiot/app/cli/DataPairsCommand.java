package io.gpiot.app.cli;

import io.gpiot.app.Workbench;
import io.gpiot.base.Json;
import io.gpiot.data.crawl.CrawlFolder;
import io.gpiot.data.crawl.pairs.CrawledRows;
import io.gpiot.data.crawl.pairs.ExampleRunner;
import io.gpiot.data.crawl.sphinx.Extraction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot data pairs}: what was crawled, as rows. */
@Command(
        name = "pairs",
        mixinStandardHelpOptions = true,
        description = {
            "Makes rows for training of a crawl.",
            "They are descriptions of functions and classes, programs that use one, and specifications with functions that",
            "answer them. Programs run in the sandbox; what does not run, or prints other values than",
            "its page says, is rejected with the reason. Rows stay on this machine: the pages' licences are theirs.",
            "Build with them: gpiot data build data local/crawled -o local/dataset"
        },
        footer = {"", "Example:", "  gpiot data pairs local/crawl -o local/crawled"})
final class DataPairsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "CRAWL", description = "A folder that gpiot data crawl wrote.")
    @SuppressWarnings("NullAway.Init")
    private Path crawl;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Where rows.jsonl and rejects.jsonl go.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private VerifyOptions verify;

    @Option(names = "--json", description = "Print one JSON object: rows by package and axis, rejects by reason.")
    private boolean json;

    private record Printed(Map<String, Map<String, Integer>> rows, int agreeing, Map<String, Integer> rejects) {}

    @Override
    public void run() {
        make(Extraction.read(new CrawlFolder(crawl)), out, verify, json, spec.commandLine());
    }

    /** Makes, writes and counts the rows. */
    static void make(Extraction extraction, Path out, VerifyOptions verify, boolean json, CommandLine command) {
        var console = Console.of(command);
        Workbench bench = console.workbench();
        Path cache = bench.home().cache();
        ExampleRunner runner = new ExampleRunner(
                verify.runner(bench),
                cache.resolve("crawl-scripts"),
                cache.resolve("crawled-examples.jsonl"),
                bench.python(verify.lock()).identity(),
                verify.jobs());
        CrawledRows rows = CrawledRows.of(extraction, runner, console.progress());
        rows.write(out);
        print(rows, json, command.getOut());
    }

    private static void print(CrawledRows rows, boolean json, PrintWriter writer) {
        if (json) {
            writer.println(Json.write(new Printed(rows.counts(), rows.agreeing(), rows.reasons())));
        } else {
            rows.counts().forEach((name, counts) -> writer.printf("%-16s %s%n", name, counts));
            writer.printf(
                    "%d rows; %d programs printed what their page says%n",
                    rows.rows().size(), rows.agreeing());
            rows.reasons().forEach((reason, count) -> writer.printf("rejected: %s: %d%n", reason, count));
        }
        writer.flush();
    }
}
