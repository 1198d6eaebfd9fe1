package io.gpiot.data.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crawl in a process of its own, killed again and again. */
class CrawlKillIT {

    private static final int PAGES = 120;
    private static final int KILLS = 4;

    @TempDir
    private Path temporary;

    /** The child: crawls until it ends or dies. */
    public static void main(String[] arguments) {
        new Crawler(CrawlSettings.DEFAULT, Optional.empty(), Progress.NONE, line -> {})
                .crawl(new CrawlFolder(Path.of(arguments[0])), List.of(new CrawlFolder.Site(arguments[1], "MIT")));
    }

    @Test
    void aCrawlThatIsKilledAgainAndAgainLosesAndDoublesNoPage() throws IOException, InterruptedException {
        Path out = temporary.resolve("crawl");
        try (TinySite site = new TinySite()) {
            site.slow(15);
            for (int page = 0; page < PAGES; page++) {
                String path = page == 0 ? "/docs/" : "/docs/" + page + ".html";
                site.page(path, "page " + page, (2 * page + 1) + ".html", (2 * page + 2) + ".html");
            }
            int killed = 0;
            while (killed < KILLS) {
                Process child = child(out, site);
                int before = site.asked.size();
                while (child.isAlive() && site.asked.size() < before + 17 + 5 * killed) {
                    Thread.sleep(2);
                }
                killed += child.isAlive() ? 1 : KILLS;
                child.destroyForcibly();
                assertTrue(child.waitFor(20, TimeUnit.SECONDS));
            }
            assertEquals(KILLS, killed, "the crawl ended before it was killed often enough");
            Process last = child(out, site);
            assertTrue(last.waitFor(120, TimeUnit.SECONDS));
            assertEquals(0, last.exitValue());
            CrawlFolder folder = new CrawlFolder(out);
            Set<String> hashes = new HashSet<>();
            List<Visit> pages = folder.visits().stream()
                    .filter(visit -> visit.outcome() == Visit.Outcome.PAGE)
                    .toList();
            for (Visit visit : pages) {
                assertTrue(folder.page(visit).contains("<p>page "), visit.address());
                hashes.add(visit.hash());
            }
            assertEquals(PAGES, pages.size());
            assertEquals(PAGES, hashes.size());
            long again = site.asked.stream()
                            .filter(path -> path.matches("/docs/(\\d+\\.html)?"))
                            .count()
                    - site.asked.stream()
                            .filter(path -> path.matches("/docs/(\\d+\\.html)?"))
                            .distinct()
                            .count();
            assertTrue(again <= KILLS, "a kill costs one page at most, " + again + " were asked for again");
        }
    }

    private static Process child(Path out, TinySite site) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrawlKillIT.class.getName(),
                        out.toString(),
                        site.at("/docs/").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
