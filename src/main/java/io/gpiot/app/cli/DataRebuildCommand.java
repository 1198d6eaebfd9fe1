package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.data.crawl.CrawlFolder;
import io.gpiot.data.crawl.CrawlReport;
import io.gpiot.data.crawl.CrawlSettings;
import io.gpiot.data.crawl.Crawler;
import io.gpiot.data.crawl.LocalDocs;
import io.gpiot.data.crawl.LocalSites;
import io.gpiot.data.crawl.sphinx.Extraction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpiot data rebuild}: everything that can be made again without a network. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a dataset anew, offline, from the checkout's rows and local documentation.",
            "Crawls the documentation from a server on this machine, makes rows of it, augments the checkout's rows, and builds the dataset of all.",
            "It can be stopped at any point: the same command goes on.",
            "DIR gets crawl/, crawled/, augmented/ and dataset/."
        },
        footer = {"", "Example:", "  gpiot data rebuild --docs local/docs -o local/rebuilt"})
final class DataRebuildCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--docs",
            paramLabel = "DIR",
            description = "Folder with documentation made by Sphinx, such as unpacked python-*-doc packages of Debian"
                    + " (default: none, and no crawled rows).")
    private @Nullable Path docs;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Where all of it goes.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Of the local server: pages are known by their addresses (default: ${DEFAULT-VALUE}).")
    private int port = 8471;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Tasks that no pair may share text with, besides gpiot-bench: HumanEval or MBPP.")
    private List<Path> against = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ScaleOptions verify;

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        Path data = DataCommand.folder();
        Path augmented = out.resolve("augmented");
        List<Path> rows = new ArrayList<>(List.of(data, augmented));
        if (docs == null) {
            Console.of(command).says().accept("no --docs: the dataset will hold no crawled rows");
        } else {
            Path crawled = out.resolve("crawled");
            DataPairsCommand.make(crawl(docs), crawled, verify, false, command);
            rows.add(crawled);
        }
        step(new DataAugmentCommand(), command, data.toString(), "-o", augmented.toString());
        List<String> build = new ArrayList<>();
        rows.forEach(path -> build.add(path.toString()));
        build.addAll(List.of("-o", out.resolve("dataset").toString()));
        against.forEach(file -> build.addAll(List.of("--against", file.toString())));
        step(new DataBuildCommand(), command, build.toArray(String[]::new));
    }

    private Extraction crawl(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw GpiotException.user("--docs must be a folder, was '" + folder + "'");
        }
        LocalDocs found = LocalDocs.find(folder);
        var console = Console.of(spec.commandLine());
        CrawlFolder crawl = new CrawlFolder(out.resolve("crawl"));
        try (LocalSites server = LocalSites.serve(port, found.folders())) {
            List<CrawlFolder.Site> sites = found.licences().entrySet().stream()
                    .map(each -> new CrawlFolder.Site(server.at(each.getKey()).toString(), each.getValue()))
                    .toList();
            CrawlReport report = new Crawler(
                            CrawlSettings.DEFAULT, Optional.empty(), console.progress(), console.says())
                    .crawl(crawl, sites);
            Extraction extraction = Extraction.of(crawl, console.progress());
            extraction.write(crawl);
            DataCrawlCommand.print(report, extraction, false, spec.commandLine().getOut());
            return extraction;
        }
    }

    /** Another command of ours, told what it is told on a command line. */
    private void step(Runnable step, CommandLine like, String... arguments) {
        CommandLine line = new CommandLine(step).setOut(like.getOut()).setErr(like.getErr());
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(verify.arguments());
        line.parseArgs(all.toArray(String[]::new));
        step.run();
    }
}
