package io.gpiot.data.crawl.sphinx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.data.crawl.CrawlFolder;
import io.gpiot.data.crawl.TinySphinx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {

    private static final List<String> SMOOTH = List.of("tiny.smooth py:function 1 ref.html#$ -");

    @TempDir
    private Path folder;

    private Extraction read(List<String> objects, String... pages) throws IOException {
        return TinySphinx.read(folder.resolve("crawl"), objects, pages);
    }

    @Test
    void anEntryHasSignatureParametersReturnsSummaryAndVersion() throws IOException {
        Extraction found = read(SMOOTH, "ref.html", TinySphinx.entry("tiny.smooth", "Smooth a signal.", ""));
        assertEquals(1, found.references().size());
        Reference entry = found.references().getFirst();
        assertEquals("tiny.smooth", entry.name());
        assertEquals("function", entry.role());
        assertEquals("tiny.smooth(x, size=3)", entry.signature());
        assertEquals("Smooth a signal.", entry.summary());
        assertEquals("It uses a window of `size` samples.", entry.details());
        assertEquals(
                List.of(
                        new Field("x", "array_like", "The noisy samples."),
                        new Field("size", "int, optional", "Length of the window. Must be odd.")),
                entry.parameters());
        assertEquals(List.of(new Field("y", "ndarray", "The smooth samples.")), entry.returns());
        assertEquals("1.4.0", entry.since());
        assertEquals("Edges are padded with zeros.", entry.notes());
        assertEquals("tiny", entry.source().packageName());
        assertEquals("2.1", entry.source().version());
        assertEquals("MIT", entry.source().licence());
        assertTrue(entry.source().page().endsWith("/docs/ref.html"));
        assertFalse(entry.source().time().isEmpty());
    }

    @Test
    void doctestsLosePromptsAndKeepTheOutputOfEachStretch() throws IOException {
        String examples = "<p>Make it smooth:</p>"
                + TinySphinx.doctest(">>> x = [1,\n...      2]\n>>> smooth(x)\narray([1, 2])\n>>> y = 3\n")
                + "<p>Then:</p>" + TinySphinx.doctest(">>> y < 4\nTrue");
        Reference entry = read(SMOOTH, "ref.html", TinySphinx.entry("tiny.smooth", "Smooth.", examples))
                .references()
                .getFirst();
        assertEquals(
                List.of(
                        new Cell("Make it smooth:", "x = [1,\n     2]\nsmooth(x)", "array([1, 2])"),
                        new Cell("", "y = 3", ""),
                        new Cell("Then:", "y < 4", "True")),
                entry.examples());
    }

    @Test
    void promptsOfIpythonAreKnownToo() throws IOException {
        Extraction found = read(
                SMOOTH,
                "user.html",
                "<h1>Guide</h1>" + TinySphinx.cell("In [1]: x = [1,\n   ...:      2]\n\nIn [2]: x\nOut[2]: [1, 2]"));
        assertEquals(
                List.of(new Cell("", "x = [1,\n     2]\nx", "[1, 2]")),
                found.tutorials().getFirst().cells());
    }

    @Test
    void aGalleryPageHasTextCodeAndOutputInTheirOrder() throws IOException {
        String gallery =
                "<section class='sphx-glr-example-title'><h1>Smooth a <code>signal</code></h1><p>First words.</p>"
                        + TinySphinx.cell("x = 1")
                        + "<div class='sphx-glr-script-out highlight-none'><pre>one</pre></div>"
                        + "<section><h2>Then</h2><p>More.</p>" + TinySphinx.cell("y = 2")
                        + "<div class='highlight-bash'><pre>pip install</pre></div></section></section>";
        Tutorial page =
                read(SMOOTH, "auto/plot_smooth.html", gallery).tutorials().getFirst();
        assertTrue(page.gallery());
        assertEquals("Smooth a `signal`", page.title());
        assertEquals(
                List.of(new Cell("First words.", "x = 1", "one"), new Cell("Then\nMore.", "y = 2", "")), page.cells());
    }

    @Test
    void pagesAboutTheWorkOnThePackageAreNoTutorials() throws IOException {
        String page = "<h1>News</h1>" + TinySphinx.cell("x = 1");
        assertEquals(
                1,
                read(SMOOTH, "release.1.0.html", page, "guide.html", page.replace("News", "Guide"))
                        .tutorials()
                        .size());
    }

    @Test
    void anEntryOfSeveralPagesIsTakenFromThatWhichTheInventoryNames() throws IOException {
        Extraction found = read(
                SMOOTH,
                "all.html",
                TinySphinx.entry("tiny.smooth", "A long and different summary of what it does and more.", ""),
                "ref.html",
                TinySphinx.entry("tiny.smooth", "Short.", ""),
                "zz.html",
                TinySphinx.entry("tiny.smooth", "Another long and different summary of what it does.", ""));
        assertEquals(
                List.of("Short."),
                found.references().stream().map(Reference::summary).toList());
    }

    @Test
    void whatTheInventoryHidesIsNoEntryAndAPageAtTwoAddressesCountsOnce() throws IOException {
        String entry = TinySphinx.entry("tiny.inner", "Inner.", "");
        Extraction found = read(List.of("tiny.inner py:function -1 a.html#$ -"), "a.html", entry, "b.html", entry);
        assertEquals(List.of(), found.references());
        assertEquals(1, found.doubles());
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Extraction found = read(SMOOTH, "ref.html", TinySphinx.entry("tiny.smooth", "Smooth.", ""));
        CrawlFolder crawl = new CrawlFolder(folder.resolve("crawl"));
        found.write(crawl);
        assertEquals(found.references(), Extraction.read(crawl).references());
    }
}
