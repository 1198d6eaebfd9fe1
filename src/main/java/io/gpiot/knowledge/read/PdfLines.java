package io.gpiot.knowledge.read;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * The lines of a PDF in the order in which its author's program wrote them, which on a two-column paper is column after
 * column; sorting by position would mix the columns line by line.
 */
final class PdfLines extends PDFTextStripper {

    /**
     * @param page from 1
     * @param height where on the page: 0 at the top, 1 at the bottom
     * @param size of the letters, in points
     */
    record Line(String text, int page, double height, double size) {}

    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private double height;
    private double size;

    private PdfLines() {
        setSortByPosition(false);
    }

    static List<Line> of(PDDocument document) throws IOException {
        var stripper = new PdfLines();
        stripper.writeText(document, Writer.nullWriter());
        stripper.flush();
        return stripper.lines;
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        if (current.isEmpty() && !positions.isEmpty()) {
            TextPosition first = positions.get(0);
            height = first.getYDirAdj() / Math.max(1, first.getPageHeight());
            size = first.getFontSizeInPt();
        }
        current.append(text);
    }

    @Override
    protected void writeWordSeparator() {
        current.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        flush();
    }

    @Override
    protected void writeParagraphEnd() {
        flush();
    }

    @Override
    protected void writePageEnd() {
        flush();
    }

    private void flush() {
        String text = current.toString().replaceAll("\\s+", " ").strip();
        current.setLength(0);
        if (!text.isEmpty()) {
            lines.add(new Line(text, getCurrentPageNo(), height, size));
        }
    }
}
