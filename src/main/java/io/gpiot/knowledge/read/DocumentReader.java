package io.gpiot.knowledge.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Chooses the reader by the file's ending, and refuses in one line what none can read. */
public final class DocumentReader {

    private static final Set<String> HTML = Set.of("html", "htm", "xhtml");
    private static final Set<String> TEXT = Set.of("md", "markdown", "txt", "text", "rst");

    private static final long MAXIMUM_TEXT_BYTES = 20L << 20;
    private static final long MAXIMUM_PDF_BYTES = 300L << 20;

    private DocumentReader() {}

    /** Whether a folder's file of this name is a document. */
    public static boolean reads(Path file) {
        String ending = ending(file);
        return ending.equals("pdf") || HTML.contains(ending) || TEXT.contains(ending);
    }

    public static Reading read(Path file) {
        try {
            String ending = ending(file);
            long bytes = Files.size(file);
            long maximum = ending.equals("pdf") ? MAXIMUM_PDF_BYTES : MAXIMUM_TEXT_BYTES;
            if (!reads(file)) {
                return refused(file, "is neither PDF, HTML, Markdown nor text: convert it to one of them");
            } else if (bytes == 0) {
                return refused(file, "is empty");
            } else if (bytes > maximum) {
                return refused(
                        file, "has " + (bytes >> 20) + " MiB, at most " + (maximum >> 20) + " are read: split it");
            }
            return withText(file, ending.equals("pdf") ? PdfReader.read(file) : readBytes(file, ending));
        } catch (IOException e) {
            return refused(file, "cannot be read: " + e.getMessage());
        }
    }

    private static Reading readBytes(Path file, String ending) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        if (HTML.contains(ending)) {
            boolean wide = bytes.length > 1 && (bytes[0] & bytes[1] & 0xFE) == 0xFE;
            return !wide && TextDecoder.looksBinary(bytes)
                    ? refused(file, "is no HTML, its bytes are binary")
                    : HtmlReader.read(name, bytes);
        }
        TextDecoder.Decoded decoded = TextDecoder.decode(bytes);
        return decoded == null
                ? refused(file, "is no text, its bytes are binary")
                : MarkdownReader.read(name, decoded.text(), decoded.notes());
    }

    private static Reading withText(Path file, Reading reading) {
        return switch (reading) {
            case Reading.Refused refused -> refused;
            case Reading.Text text when text.sections().isEmpty() -> refused(file, "holds no text");
            case Reading.Text text -> new Reading.Text(text.title(), text.paged(), text.sections(), named(file, text));
        };
    }

    private static List<String> named(Path file, Reading.Text text) {
        var notes = new ArrayList<String>();
        text.notes().forEach(note -> notes.add(file + " " + note));
        return notes;
    }

    private static Reading.Refused refused(Path file, String reason) {
        return new Reading.Refused(file + " " + reason);
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
