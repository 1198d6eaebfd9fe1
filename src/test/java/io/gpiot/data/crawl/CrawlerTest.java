package io.gpiot.data.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against sites of our own on loopback, most of them with something wrong. */
class CrawlerTest {

    private static final CrawlSettings QUICK = new CrawlSettings(
            "gpiot/test", 1000, Integer.MAX_VALUE, 100_000, 2, Duration.ofSeconds(5), 2, Duration.ofMillis(1));

    @TempDir
    private Path temporary;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private TinySite site;
    private Path out;

    @BeforeEach
    void open() throws IOException {
        site = new TinySite();
        out = temporary.resolve("crawl");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private CrawlReport crawl(CrawlSettings settings, Browser browser, URI... starts) {
        List<CrawlFolder.Site> sites = new ArrayList<>();
        for (URI start : starts) {
            sites.add(new CrawlFolder.Site(start.toString(), "MIT"));
        }
        return new Crawler(settings, Optional.ofNullable(browser), Progress.NONE, said::add)
                .crawl(new CrawlFolder(out), sites);
    }

    private CrawlReport crawl(URI... starts) {
        return crawl(QUICK, null, starts);
    }

    private Visit visit(String path) {
        return new CrawlFolder(out).visit(site.at(path)).orElseThrow();
    }

    private String oneLineOn(String path) {
        List<String> lines = said.stream().filter(line -> line.contains(path)).toList();
        assertEquals(1, lines.size(), said.toString());
        assertFalse(lines.getFirst().contains("\n"));
        return lines.getFirst();
    }

    @Test
    void followsLinksWithinTheSiteAlone() {
        site.page(
                        "/docs/",
                        "start",
                        "a.html",
                        "sub/b.html#part",
                        "../other.html",
                        "http://example.invalid/",
                        "x.png",
                        "_modules/m.html")
                .page("/docs/a.html", "a", "sub/b.html?old=1")
                .page("/docs/sub/b.html", "b", "../a.html")
                .page("/other.html", "other");
        CrawlReport report = crawl(site.at("/docs/"));
        assertEquals(3, report.pages());
        assertEquals(
                List.of("/docs/", "/docs/a.html", "/docs/sub/b.html"),
                site.asked.stream()
                        .filter(path -> path.matches("/docs/.*") && !path.endsWith(".inv"))
                        .toList());
        assertTrue(new CrawlFolder(out).page(visit("/docs/sub/b.html")).contains("<p>b</p>"));
    }

    @Test
    void findsPagesThatTheInventoryNamesAndNoLink() throws IOException {
        site.page("/docs/index.html", "start")
                .page("/docs/hidden.html", "hidden")
                .inventory("/docs/objects.inv", "Pack", "1.2", "pack.f py:function 1 hidden.html#$ -");
        assertEquals(2, crawl(site.at("/docs/index.html")).pages());
    }

    @Test
    void saysWhoItIsAndAsksForRobotsFirst() {
        site.page("/docs/", "start");
        crawl(site.at("/docs/"));
        assertEquals("/robots.txt", site.asked.getFirst());
        assertEquals(List.of("gpiot/test"), site.agents.stream().distinct().toList());
    }

    @Test
    void staysAwayFromWhatRobotsForbidAndSaysSoInOneLine() {
        site.bytes(
                        "/robots.txt",
                        "text/plain",
                        "User-agent: *\nDisallow: /docs/private/\n".getBytes(StandardCharsets.UTF_8))
                .page("/docs/", "start", "private/a.html", "private/b.html")
                .page("/docs/private/a.html", "a");
        CrawlReport report = crawl(site.at("/docs/"));
        assertEquals(1, report.pages());
        assertEquals(Map.of("robots.txt forbids it", 2), report.refused());
        assertEquals(0, site.timesAsked("/docs/private/a.html"));
        assertTrue(oneLineOn("/docs/private").contains("robots.txt forbids 2 addresses"));
    }

    @Test
    void waitsBetweenRequestsAsLongAsRobotsAsk() {
        site.bytes("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 0.2\n".getBytes(StandardCharsets.UTF_8))
                .page("/docs/", "start", "a.html")
                .page("/docs/a.html", "a");
        long start = System.nanoTime();
        crawl(site.at("/docs/"));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertTrue(seconds >= 0.4, "inventory, start and a.html within " + seconds + " s");
    }

    @Test
    void endsWhereLinksGoRoundOrEverDeeper() {
        site.page("/docs/", "start", "a.html")
                .page("/docs/a.html", "a", "b.html", "a.html")
                .page("/docs/b.html", "b", "a.html", "./");
        for (String deep = "/docs/deep/"; deep.length() < 200; deep += "deep/") {
            site.page(deep, "deep", "deep/");
        }
        site.page("/docs/", "start", "a.html", "deep/");
        CrawlReport report = crawl(site.at("/docs/"));
        assertEquals(5, report.pages());
    }

    @Test
    void refusesAPageOf50MegabytesInOneLineWithoutReadingIt() {
        site.page("/docs/", "start", "big.html", "small.html")
                .bytes("/docs/big.html", "text/html", new byte[50 << 20])
                .page("/docs/small.html", "small");
        CrawlReport report = crawl(site.at("/docs/"));
        assertEquals(2, report.pages());
        assertEquals(1, report.refused().size());
        assertTrue(oneLineOn("big.html").contains("has 52428800 bytes, at most 100000 bytes are read: skipped"));
        assertEquals(0, crawl(site.at("/docs/")).fetched(), "what is refused for good is not asked for again");
        assertEquals(1, site.timesAsked("/docs/big.html"));
    }

    @Test
    void readsMalformedHtmlAsFarAsItMakesSenseAndSaysSo() {
        String broken = "<html><body>" + "</b><p<i></div>&#xZ; <table><li>".repeat(60)
                + "<a href='next.html'>next</a><p>the text";
        site.bytes("/docs/", "text/html", broken.getBytes(StandardCharsets.UTF_8))
                .page("/docs/next.html", "next");
        assertEquals(2, crawl(site.at("/docs/")).pages());
        assertTrue(oneLineOn("/docs/ ").contains("malformed HTML"));
    }

    @Test
    void readsPagesWhoseCharacterSetIsWrongAndSaysSo() {
        site.page("/docs/", "start", "a.html", "b.html", "c.html", "d.html")
                .bytes(
                        "/docs/a.html",
                        "text/html; charset=iso-8859-1",
                        "<p>µV – größer</p>".getBytes(StandardCharsets.UTF_8))
                .bytes(
                        "/docs/b.html",
                        "text/html; charset=utf-8",
                        "<p>größer</p>".getBytes(StandardCharsets.ISO_8859_1))
                .bytes(
                        "/docs/c.html",
                        "text/html",
                        "<meta charset=utf-16le><p>plain</p>".getBytes(StandardCharsets.UTF_8))
                .bytes(
                        "/docs/d.html",
                        "text/html; charset=iso-8859-1",
                        "<p>größer</p>".getBytes(StandardCharsets.ISO_8859_1));
        crawl(site.at("/docs/"));
        CrawlFolder folder = new CrawlFolder(out);
        assertTrue(folder.page(visit("/docs/a.html")).contains("µV – größer"));
        assertTrue(folder.page(visit("/docs/b.html")).contains("größer"));
        assertTrue(folder.page(visit("/docs/d.html")).contains("größer"));
        assertTrue(oneLineOn("a.html").contains("says iso-8859-1 but is UTF-8"));
        assertTrue(oneLineOn("b.html").contains("read as Windows-1252"));
    }

    @Test
    void skipsBytesThatAreNoTextAndTypesThatAreNoPages() {
        site.page("/docs/", "start", "binary.html", "picture")
                .bytes("/docs/binary.html", "text/html", new byte[] {1, 0, 2, 0, 3})
                .bytes("/docs/picture", "image/png", new byte[10]);
        assertEquals(1, crawl(site.at("/docs/")).pages());
        assertTrue(oneLineOn("binary.html").contains("no text"));
        assertTrue(oneLineOn("picture").contains("image/png"));
    }

    @Test
    void saysThatAHostIsDeadAndGoesOnWithTheOthers() throws IOException {
        TinySite gone = new TinySite();
        URI dead = gone.at("/docs/");
        gone.close();
        site.page("/docs/", "start");
        CrawlReport report = crawl(dead, site.at("/docs/"));
        assertEquals(1, report.pages());
        assertEquals(1, report.left());
        assertTrue(oneLineOn(dead.getAuthority()).contains("no connection"));
    }

    @Test
    void failsWhereNoHostAnswers() throws IOException {
        TinySite gone = new TinySite();
        URI dead = gone.at("/docs/");
        gone.close();
        assertThrows(GpiotException.class, () -> crawl(dead));
    }

    @Test
    void asksAgainLaterForWhatTheServerCouldNotGive() {
        site.page("/docs/", "start", "a.html").answer("/docs/a.html", 503, Map.of(), new byte[0]);
        CrawlReport first = crawl(site.at("/docs/"));
        assertEquals(1, first.left());
        assertEquals(2, site.timesAsked("/docs/a.html"));
        site.page("/docs/a.html", "a");
        CrawlReport second = crawl(site.at("/docs/"));
        assertEquals(2, second.pages());
        assertEquals(1, second.fetched());
        assertEquals(0, second.left());
    }

    @Test
    void followsRedirectsWithinTheSiteOnce() {
        site.page("/docs/", "start", "old.html", "round.html")
                .answer("/docs/old.html", 301, Map.of("Location", "new.html"), new byte[0])
                .answer("/docs/round.html", 302, Map.of("Location", "round.html"), new byte[0])
                .answer("/docs/out.html", 302, Map.of("Location", "/elsewhere.html"), new byte[0])
                .page("/docs/new.html", "new");
        CrawlReport report = crawl(site.at("/docs/"));
        assertEquals(2, report.pages());
        assertEquals(2, report.moved());
    }

    @Test
    void stopsAtTheLimitAndGoesOnWithoutIt() {
        site.page("/docs/", "start", "a.html", "b.html")
                .page("/docs/a.html", "a")
                .page("/docs/b.html", "b");
        assertEquals(2, crawl(QUICK.withMostPages(2), null, site.at("/docs/")).pages());
        CrawlReport whole = crawl(site.at("/docs/"));
        assertEquals(3, whole.pages());
        assertEquals(1, whole.fetched());
    }

    @Test
    void losesAndDoublesNothingWhereverTheJournalWasTorn() throws IOException {
        site.page("/docs/", "start", "a.html", "b.html", "c.html");
        for (String name : List.of("a", "b", "c")) {
            site.page("/docs/" + name + ".html", name + " größer", "deep-" + name + ".html");
            site.page("/docs/deep-" + name + ".html", "deep " + name);
        }
        crawl(site.at("/docs/"));
        Path journal = out.resolve("visits.jsonl");
        byte[] whole = Files.readAllBytes(journal);
        for (int length = 0; length <= whole.length; length += 37) {
            Files.write(journal, java.util.Arrays.copyOf(whole, length), StandardOpenOption.TRUNCATE_EXISTING);
            CrawlReport report = crawl(site.at("/docs/"));
            assertEquals(7, report.pages(), "torn after " + length + " bytes");
            List<String> lines = Files.readAllLines(journal);
            long distinct = lines.stream()
                    .filter(line -> line.startsWith("{\"key\"") || line.contains("\"key\":"))
                    .filter(line -> line.endsWith("}"))
                    .map(line -> line.replaceAll(".*\"address\":\"([^\"]+)\".*", "$1"))
                    .distinct()
                    .count();
            assertEquals(7, distinct, "torn after " + length + " bytes");
        }
    }

    @Test
    void aPageThatWasTornByAKillIsFetchedAgain() throws IOException {
        site.page("/docs/", "start");
        crawl(site.at("/docs/"));
        Files.delete(out.resolve("visits.jsonl"));
        try (var pages = Files.walk(out.resolve("pages"))) {
            for (Path page : pages.filter(Files::isRegularFile).toList()) {
                Files.write(page, new byte[] {31, 2});
            }
        }
        crawl(site.at("/docs/"));
        assertTrue(new CrawlFolder(out).page(visit("/docs/")).contains("start"));
    }

    @Test
    void letsABrowserWriteThePageThatAScriptWouldWrite() throws IOException {
        byte[] scripted = "<html><body><script src=app.js></script></body></html>".getBytes(StandardCharsets.UTF_8);
        site.bytes("/docs/", "text/html", scripted).page("/docs/found.html", "found");
        Path fake = temporary.resolve("browser");
        Files.writeString(
                fake, "#!/bin/sh\necho \"<html><body><p>written</p><a href=found.html>x</a></body></html>\"\n");
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));
        CrawlReport report = crawl(QUICK, new Browser(fake, Duration.ofSeconds(30)), site.at("/docs/"));
        assertEquals(2, report.pages());
        assertTrue(new CrawlFolder(out).page(visit("/docs/")).contains("written"));
    }

    @Test
    void saysOnceThatABrowserIsMissing() {
        byte[] scripted = "<html><body><script src=app.js></script><a href=b.html>b</a></body></html>"
                .getBytes(StandardCharsets.UTF_8);
        site.bytes("/docs/", "text/html", scripted).bytes("/docs/b.html", "text/html", scripted);
        assertEquals(2, crawl(site.at("/docs/")).pages());
        assertTrue(oneLineOn("JavaScript").contains("install chromium"));
    }

    @Test
    void refusesAFolderWithOtherFiles() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("mine.txt"), "mine");
        assertThrows(GpiotException.class, () -> new CrawlFolder(out));
    }

    @Test
    void refusesAStartThatIsNoAddress() {
        for (String start : List.of("docs", "ftp://host/", "http:", "::")) {
            GpiotException thrown = assertThrows(
                    GpiotException.class,
                    () -> new Crawler(QUICK, Optional.empty(), Progress.NONE, said::add)
                            .crawl(new CrawlFolder(out), List.of(new CrawlFolder.Site(start, ""))));
            assertEquals(GpiotException.Category.USER, thrown.category());
        }
    }
}
