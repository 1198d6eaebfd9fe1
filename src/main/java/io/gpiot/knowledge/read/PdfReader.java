package io.gpiot.knowledge.read;

import io.gpiot.knowledge.read.PdfLines.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** Papers in PDF. */
final class PdfReader {

    /** A page with a text layer has far more letters than this. */
    private static final int LETTERS_A_PAGE = 20;

    private PdfReader() {}

    static Reading read(Path file) {
        try (PDDocument document = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
            List<Line> lines = PdfLines.of(document);
            int pages = document.getNumberOfPages();
            long letters =
                    lines.stream().mapToLong(line -> line.text().length()).sum();
            if (letters < (long) LETTERS_A_PAGE * Math.max(1, pages)) {
                return new Reading.Refused(
                        file + " has no text, only pictures of pages: run it through OCR first (such as ocrmypdf)");
            }
            String title = PdfText.title(lines);
            return new Reading.Text(
                    title.isEmpty() ? file.getFileName().toString() : title, true, PdfText.sections(lines), List.of());
        } catch (InvalidPasswordException e) {
            return new Reading.Refused(file + " is encrypted: save a copy without a password and add that");
        } catch (IOException | RuntimeException e) {
            // a broken PDF makes the parser fail in many ways; none of them is a reason to stop with the others
            return new Reading.Refused(file + " is not a readable PDF: " + firstLine(e));
        }
    }

    private static String firstLine(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().lines().findFirst().orElse("");
    }
}
