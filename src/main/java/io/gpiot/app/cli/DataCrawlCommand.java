package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.crawl.Browser;
import io.gpiot.data.crawl.CrawlFolder;
import io.gpiot.data.crawl.CrawlReport;
import io.gpiot.data.crawl.CrawlSettings;
import io.gpiot.data.crawl.Crawler;
import io.gpiot.data.crawl.sphinx.Extraction;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot data crawl}: documentation sites to pages on disk. */
@Command(
        name = "crawl",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches the documentation of Python packages that Sphinx made.",
            "Takes all pages below a start address, obeys robots.txt, and asks a host for one page at a time.",
            "It can be stopped at any point: the same command goes on.",
            "Writes references.jsonl (signature, parameters, returns, examples of each function and class) and tutorials.jsonl",
            "(text and code of galleries and tutorials), each with page, package, version, licence and time.",
        },
        footer = {"", "Example:", "  gpiot data crawl https://pywavelets.readthedocs.io/en/latest/ -o local/crawl"})
final class DataCrawlCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "START_URL", description = "Where a site's documentation begins.")
    @SuppressWarnings("NullAway.Init")
    private List<String> starts;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "The crawl's folder: an empty one, or an earlier crawl's.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--limit", paramLabel = "N", description = "Most pages (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Most requests a second to one host; this machine's own are not spared (default:"
                    + " ${DEFAULT-VALUE}).")
    private double rate = CrawlSettings.DEFAULT.perSecond();

    @Option(
            names = "--licence",
            paramLabel = "SPDX",
            description =
                    "Licence of what the sites hold, kept with all that is made of it (default: ${DEFAULT-VALUE}).")
    private String licence = "unknown";

    @Option(
            names = "--browser",
            paramLabel = "FILE",
            description = "Renders pages that scripts write (default: chromium or google-chrome, where there is one).")
    private @Nullable Path browser;

    @Option(names = "--json", description = "Print one JSON object: pages, fetched, moved, refused by reason, left.")
    private boolean json;

    private record Printed(CrawlReport crawl, Map<String, Integer> found) {}

    @Override
    public Integer call() {
        var console = Console.of(spec.commandLine());
        CrawlFolder folder = new CrawlFolder(out);
        CrawlSettings settings = CrawlSettings.DEFAULT.withMostPages(limit).withPerSecond(rate);
        List<CrawlFolder.Site> sites = starts.stream()
                .map(start -> new CrawlFolder.Site(start, licence))
                .toList();
        CrawlReport report =
                new Crawler(settings, rendering(), console.progress(), console.says()).crawl(folder, sites);
        Extraction extraction = Extraction.of(folder, console.progress());
        extraction.write(folder);
        print(report, extraction, json, spec.commandLine().getOut());
        return report.left() > 0 ? GpiotException.Category.RESOURCES.exitCode() : 0;
    }

    private Optional<Browser> rendering() {
        if (browser == null) {
            return Browser.installed(System.getenv());
        }
        if (!Files.isExecutable(browser)) {
            throw GpiotException.user("--browser must be a program, was '" + browser + "'");
        }
        return Optional.of(new Browser(browser, Duration.ofSeconds(60)));
    }

    /** The counts of both. */
    static void print(CrawlReport report, Extraction extraction, boolean json, PrintWriter writer) {
        if (json) {
            writer.println(Json.write(new Printed(report, counts(extraction))));
        } else {
            writer.printf(
                    "%d pages, %d of them fetched now; %d moved, %d left for later%n",
                    report.pages(), report.fetched(), report.moved(), report.left());
            counts(extraction).forEach((what, count) -> writer.printf("%s: %d%n", what, count));
            report.refused().forEach((why, count) -> writer.printf("not read: %s: %d%n", why, count));
        }
        writer.flush();
    }

    private static Map<String, Integer> counts(Extraction extraction) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("pages read", extraction.pages());
        counts.put("pages that show what another one shows", extraction.doubles());
        counts.put("entries of references", extraction.references().size());
        counts.put(
                "examples in them",
                extraction.references().stream()
                        .mapToInt(entry -> entry.examples().isEmpty() ? 0 : 1)
                        .sum());
        counts.put("pages with code", extraction.tutorials().size());
        counts.put(
                "code cells on them",
                extraction.tutorials().stream()
                        .mapToInt(tutorial -> tutorial.cells().size())
                        .sum());
        return counts;
    }
}
