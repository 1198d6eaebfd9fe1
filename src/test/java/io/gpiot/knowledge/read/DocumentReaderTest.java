package io.gpiot.knowledge.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReaderTest {

    private static final String PAGE = """
            <html><head><title>Site title</title><meta charset="%s"></head><body>
            <nav>Home Products Contact</nav>
            <div class="sphinxsidebar">Table of contents</div>
            <main><h1>Bearing wear</h1><p>An envelope spectrum shows the <b>defect</b> frequency of a worn
            race, long before the overall level rises; that is why it is looked at in every maintenance round of a
            plant that cares for its pumps and fans, größer oder kleiner.</p>
            <h2>Code</h2><pre>from scipy import signal
            x = signal.hilbert(y)</pre>
            <table><tr><td>inner race</td><td>5.4</td></tr></table>
            <script>alert("track")</script></main>
            <footer>All rights reserved</footer></body></html>
            """;

    @TempDir
    Path folder;

    private Reading.Text read(String name, byte[] bytes) throws IOException {
        return assertInstanceOf(Reading.Text.class, DocumentReader.read(Files.write(folder.resolve(name), bytes)));
    }

    private String refusal(String name, byte[] bytes) throws IOException {
        Reading reading = DocumentReader.read(Files.write(folder.resolve(name), bytes));
        return assertInstanceOf(Reading.Refused.class, reading).reason();
    }

    @Test
    void htmlKeepsTheMainContentOnly() throws IOException {
        Reading.Text page = read("page.html", PAGE.formatted("utf-8").getBytes(StandardCharsets.UTF_8));
        assertEquals("Bearing wear", page.title());
        assertEquals(2, page.sections().size());
        assertEquals("Code", page.sections().get(1).heading());
        assertTrue(page.sections().get(0).text().contains("shows the defect frequency of a worn race, long"));
        String text = page.sections().toString();
        assertTrue(text.contains("x = signal.hilbert(y)") && text.contains("inner race"), text);
        for (String furniture : new String[] {"Products", "Table of contents", "track", "rights"}) {
            assertFalse(text.contains(furniture), furniture);
        }
    }

    @Test
    void htmlIsReadInTheCharacterSetThatItNames() throws IOException {
        byte[] latin = PAGE.formatted("iso-8859-1").getBytes(StandardCharsets.ISO_8859_1);
        Reading.Text page = read("latin.html", latin);
        assertTrue(page.sections().get(0).text().contains("größer"));
        assertEquals(0, page.notes().size());
    }

    @Test
    void wrongCharacterSetOfHtmlIsSaid() throws IOException {
        byte[] lying = PAGE.replace("größer", "ö".repeat(40)).formatted("utf-8").getBytes(StandardCharsets.ISO_8859_1);
        Reading.Text page = read("lying.html", lying);
        assertEquals(1, page.notes().size());
        assertTrue(
                page.notes().get(0).contains("could not be decoded"),
                page.notes().get(0));
    }

    @Test
    void markdownHeadingsInsideCodeAreNoHeadings() throws IOException {
        String text = "---\nlayout: x\n---\n# Title\nIntro.\n```python\n# a comment\nx = 1\n```\n## Next ##\nMore.\n";
        Reading.Text page = read("page.md", text.getBytes(StandardCharsets.UTF_8));
        assertEquals("Title", page.title());
        assertEquals(2, page.sections().size());
        assertTrue(page.sections().get(0).text().contains("# a comment"));
        assertEquals(new Section("Next", 0, "More."), page.sections().get(1));
    }

    @Test
    void everyEncodingOfTextIsRead() throws IOException {
        String text = "Die Größe fällt – 20 °C";
        assertEquals(text, body(read("utf8.txt", text.getBytes(StandardCharsets.UTF_8))));
        assertEquals(text, body(read("bom.txt", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8))));
        assertEquals(text, body(read("utf16.txt", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE))));
        Reading.Text windows = read("windows.txt", text.getBytes(Charset.forName("windows-1252")));
        assertEquals(text, body(windows));
        assertTrue(
                windows.notes().get(0).contains("is not UTF-8"), windows.notes().get(0));
    }

    private static String body(Reading.Text text) {
        return text.sections().get(0).text();
    }

    @Test
    void refusalsNameTheFileAndTheReason() throws IOException {
        assertEquals(folder.resolve("e.md") + " is empty", refusal("e.md", new byte[0]));
        assertEquals(
                folder.resolve("s.md") + " holds no text", refusal("s.md", " \n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                folder.resolve("x.docx") + " is neither PDF, HTML, Markdown nor text: convert it to one of them",
                refusal("x.docx", new byte[] {1}));
        assertEquals(
                folder.resolve("b.html") + " is no HTML, its bytes are binary",
                refusal("b.html", new byte[] {1, 0, 2}));
    }

    @Test
    void hugeHtmlIsRefusedBeforeItIsRead() throws IOException {
        Path huge = folder.resolve("huge.html");
        try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(50L << 20);
        }
        var refused = assertInstanceOf(Reading.Refused.class, DocumentReader.read(huge));
        assertEquals(huge + " has 50 MiB, at most 20 are read: split it", refused.reason());
    }

    @Test
    void deeplyNestedHtmlIsRead() throws IOException {
        String deep = "<div>".repeat(5000) + "<p>The innermost words of the page.</p>";
        Reading.Text page = read("deep.html", deep.getBytes(StandardCharsets.UTF_8));
        assertTrue(page.sections().toString().contains("innermost"));
    }
}
