package io.gpiot.knowledge.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfReaderTest {

    private static final List<String> LEFT = List.of(
            "1 Introduction",
            "Radar sees breathing through cloth. The chest moves by",
            "four to twelve millimetres, which a sixty gigahertz car-",
            "rier turns into several radians of phase. A low-pass filter",
            "keeps what is slow. We show how the heart is told apart",
            "from harmonics of the breath in the presence of a low-",
            "pass residue that nobody removed before us.");
    private static final List<String> RIGHT = List.of(
            "2 Method",
            "The phase is unwrapped along slow time. Then a band of",
            "0.1 to 0.6 hertz holds the breath and 0.8 to 2.5 hertz holds",
            "the heart. A comb removes the third and fourth harmonic.",
            "The strongest remaining line is taken as the heart rate.");
    private static final List<String> LAST = List.of(
            "3 Conclusions",
            "The comb halves the error at rest.",
            "References",
            "[1] A. Nobody. Breath of radar. 2019.",
            "[2] B. Someone. Heart of radar. 2020.");

    @TempDir
    Path folder;

    /** Column after column, as typesetting programs write. */
    private Path paper() throws IOException {
        Path file = folder.resolve("paper.pdf");
        try (var document = new PDDocument()) {
            for (int page = 1; page <= 3; page++) {
                document.addPage(new PDPage());
                try (var content = new PDPageContentStream(document, document.getPage(page - 1))) {
                    write(content, List.of("Proceedings of the Workshop 2024, page " + page), 72, 760, 8);
                    if (page == 1) {
                        write(content, List.of("Heart Rate by Radar"), 150, 710, 20);
                    }
                    write(content, page == 3 ? LAST : LEFT, 50, 650, 9);
                    write(content, page == 3 ? List.of() : RIGHT, 320, 650, 9);
                    write(content, List.of(String.valueOf(page)), 300, 30, 9);
                }
            }
            document.save(file.toFile());
        }
        return file;
    }

    private static void write(PDPageContentStream content, List<String> lines, int x, int y, int size)
            throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), size);
            content.newLineAtOffset(x, y - 12f * i);
            content.showText(lines.get(i));
            content.endText();
        }
    }

    private static Reading.Text text(Path file) {
        return assertInstanceOf(Reading.Text.class, DocumentReader.read(file));
    }

    private static String all(Reading.Text text) {
        return text.sections().stream().map(Section::text).collect(Collectors.joining("\n"));
    }

    @Test
    void columnsAreReadOneAfterTheOther() throws IOException {
        String all = all(text(paper()));
        assertTrue(all.contains("We show how the heart is told apart from harmonics of the breath"), all);
        assertTrue(all.contains("holds the breath and 0.8 to 2.5 hertz holds the heart"), all);
    }

    @Test
    void titleAndHeadingsAreFound() throws IOException {
        Reading.Text paper = text(paper());
        assertEquals("Heart Rate by Radar", paper.title());
        assertTrue(paper.paged());
        List<String> headings = paper.sections().stream().map(Section::heading).toList();
        assertTrue(headings.containsAll(List.of("1 Introduction", "2 Method", "3 Conclusions")), headings.toString());
        Section last = paper.sections().get(paper.sections().size() - 1);
        assertEquals(new Section("3 Conclusions", 3, "The comb halves the error at rest."), last);
    }

    @Test
    void brokenWordsAreJoinedAndRealHyphensKept() throws IOException {
        String all = all(text(paper()));
        assertTrue(all.contains("sixty gigahertz carrier turns"), all);
        assertTrue(all.contains("presence of a low-pass residue"), all);
    }

    @Test
    void runningHeadsPageNumbersAndReferencesAreGone() throws IOException {
        String all = all(text(paper()));
        assertFalse(all.contains("Proceedings") || all.contains("Nobody") || all.contains("References"), all);
        assertFalse(all.lines().anyMatch(line -> line.matches(".*\\b[123]$")), all);
    }

    @Test
    void encryptedPdfIsRefusedWithAWayOut() throws IOException {
        Path file = folder.resolve("locked.pdf");
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(file.toFile());
        }
        var refused = assertInstanceOf(Reading.Refused.class, DocumentReader.read(file));
        assertEquals(file + " is encrypted: save a copy without a password and add that", refused.reason());
    }

    @Test
    void scannedPdfIsRefusedWithAWayOut() throws IOException {
        Path file = folder.resolve("scan.pdf");
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                var image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
                content.drawImage(LosslessFactory.createFromImage(document, image), 0, 0, 600, 800);
            }
            document.save(file.toFile());
        }
        var refused = assertInstanceOf(Reading.Refused.class, DocumentReader.read(file));
        assertTrue(refused.reason().startsWith(file + " has no text"), refused.reason());
        assertTrue(refused.reason().contains("OCR"), refused.reason());
    }
}
