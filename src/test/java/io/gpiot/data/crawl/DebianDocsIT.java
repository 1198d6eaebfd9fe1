package io.gpiot.data.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.gpiot.base.Progress;
import io.gpiot.data.crawl.sphinx.Extraction;
import io.gpiot.data.crawl.sphinx.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real pages: Debian's documentation packages, from {@code local/docs} (or {@code GPIOT_DOCS}), else two small ones that apt-get
 * downloads. Without both, it says so and is skipped.
 */
class DebianDocsIT {

    private static final List<String> SMALL = List.of("python-soundfile-doc", "python3-smbus2-doc");
    private static final int MOST_PAGES_A_SITE = 60;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();

    private Path docs() throws IOException, InterruptedException {
        Path local = Path.of(System.getenv().getOrDefault("GPIOT_DOCS", "local/docs"));
        if (Files.isDirectory(local)) {
            return local;
        }
        Path docs = Path.of("target", "debian-docs").toAbsolutePath();
        for (String name : SMALL) {
            if (!Files.isDirectory(docs.resolve(name))) {
                Files.createDirectories(docs);
                run(docs, "apt-get", "download", name);
                try (Stream<Path> files = Files.list(docs)) {
                    Optional<Path> deb = files.filter(file -> file.toString().endsWith(".deb")
                                    && file.getFileName().toString().startsWith(name))
                            .findFirst();
                    if (deb.isPresent()) {
                        run(docs, "dpkg-deb", "-x", deb.get().toString(), name);
                    }
                }
            }
        }
        if (SMALL.stream().noneMatch(name -> Files.isDirectory(docs.resolve(name)))) {
            String why =
                    "no documentation in " + local + ", and apt-get download gives none: real pages were not crawled";
            System.out.println("SKIPPED DebianDocsIT: " + why);
            return abort(why);
        }
        return docs;
    }

    private static void run(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // no apt-get here: said by the caller
        }
    }

    @Test
    void realDocumentationGivesEntriesThatAreWhole() throws IOException, InterruptedException {
        LocalDocs found = LocalDocs.find(docs());
        Map<String, Integer> entries = new TreeMap<>();
        try (LocalSites server = LocalSites.serve(0, found.folders())) {
            for (String name : found.folders().keySet()) {
                CrawlFolder crawl = new CrawlFolder(folder.resolve(name));
                CrawlFolder.Site site = new CrawlFolder.Site(
                        server.at(name).toString(), found.licences().get(name));
                CrawlReport report = new Crawler(
                                CrawlSettings.DEFAULT.withMostPages(MOST_PAGES_A_SITE),
                                Optional.empty(),
                                Progress.NONE,
                                said::add)
                        .crawl(crawl, List.of(site));
                assertTrue(report.pages() > 0, name);
                assertEquals(0, report.left(), name + said);
                Extraction extraction = Extraction.of(crawl, Progress.NONE);
                entries.put(name, extraction.references().size());
                extraction.references().forEach(DebianDocsIT::isWhole);
            }
        }
        System.out.println("DebianDocsIT: entries " + entries);
        assertTrue(entries.values().stream().mapToInt(Integer::intValue).sum() >= 20, entries.toString());
    }

    private static void isWhole(Reference entry) {
        assertTrue(entry.name().matches("[\\w.]+"), entry.name());
        assertTrue(entry.signature().startsWith(entry.name()), entry.signature());
        assertFalse(entry.signature().contains("[source]"), entry.signature());
        assertFalse(entry.source().packageName().isEmpty(), entry.name());
        assertFalse(entry.source().licence().isEmpty(), entry.name());
        assertFalse(entry.summary().contains("¶"), entry.summary());
        entry.examples().forEach(cell -> assertFalse(cell.code().startsWith(">>>"), entry.name()));
    }
}
