package io.gpiot.data.crawl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDocsTest {

    @TempDir
    private Path docs;

    private Path site(String place, String copyright) throws IOException {
        Path root = Files.createDirectories(docs.resolve(place).resolve("html"));
        Files.writeString(root.resolve("index.html"), "<a href=a.html>a</a>");
        Files.writeString(root.resolve("a.html"), "<p>page</p>");
        Files.createDirectories(root.resolve("_static"));
        if (!copyright.isEmpty()) {
            Files.writeString(root.resolveSibling("copyright"), copyright);
        }
        return root;
    }

    @Test
    void findsSitesWithTheirLicencesAndNamesThemByTheirPackages() throws IOException {
        Path one =
                site("python-one-doc/usr/share/doc/python-one-doc", "Files: *\nCopyright: 2020 Us\nLicense: Expat\n");
        Path two = site("python-two-doc/usr/share/doc/python-two-doc", "");
        Path more = site("python-two-doc/usr/share/doc/python-two-doc/more", "");
        LocalDocs found = LocalDocs.find(docs);
        assertEquals(Map.of("python-one-doc", one, "python-two-doc", two, "python-two-doc-2", more), found.folders());
        assertEquals("MIT", found.licences().get("python-one-doc"));
        assertEquals("unknown", found.licences().get("python-two-doc"));
    }

    @Test
    void aLicenceIsThatOfAllFilesNotOfTheFirstThatIsNamed() {
        assertEquals(
                "BSD-3-Clause",
                LocalDocs.licence(
                        "Files: doc/*\nLicense: GPL-2\n\nFiles: *\nCopyright: a\n b\nLicense: BSD-3\n text\n"));
        assertEquals("GPL-2", LocalDocs.licence("License: GPL-2\n"));
        assertEquals("unknown", LocalDocs.licence("Copyright 2020"));
    }

    @Test
    void aFolderWithoutDocumentationIsRefused() {
        assertEquals(
                GpiotException.Category.USER,
                assertThrows(GpiotException.class, () -> LocalDocs.find(docs)).category());
    }

    @Test
    void servesItsFoldersToACrawlAndNothingAboveThem() throws IOException {
        Path root = site("one", "");
        Files.writeString(docs.resolve("secret.html"), "<p>secret</p>");
        Files.writeString(
                root.resolve("a.html"), "<a href='../../secret.html'>x</a><a href='..%2f..%2fsecret.html'>y</a>");
        CrawlFolder crawl = new CrawlFolder(docs.resolve("crawl"));
        try (LocalSites server = LocalSites.serve(0, Map.of("one", root))) {
            List<CrawlFolder.Site> sites =
                    List.of(new CrawlFolder.Site(server.at("one").toString(), "MIT"));
            CrawlReport report =
                    new Crawler(CrawlSettings.DEFAULT, Optional.empty(), Progress.NONE, line -> {}).crawl(crawl, sites);
            assertEquals(2, report.pages() - report.left());
        }
        assertTrue(crawl.visits().stream()
                .filter(visit -> visit.outcome() == Visit.Outcome.PAGE)
                .noneMatch(visit -> crawl.page(visit).contains("secret</p>")));
    }
}
