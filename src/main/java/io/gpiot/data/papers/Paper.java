package io.gpiot.data.papers;

import io.gpiot.knowledge.read.Chunk;
import io.gpiot.knowledge.read.Chunker;
import io.gpiot.knowledge.read.Section;
import java.nio.file.Path;
import java.util.List;

/**
 * A paper's text in reading order.
 *
 * @param chunks of about 200 words
 */
public record Paper(Path file, String title, List<Section> sections, List<Chunk> chunks) {

    private static final int MOST_OF_A_SECTION = 700;

    public Paper {
        sections = List.copyOf(sections);
        chunks = List.copyOf(chunks);
    }

    static Paper of(Path file, String title, List<Section> sections) {
        return new Paper(file, title, sections, Chunker.chunks(sections));
    }

    /** How each section begins: enough to see what the system consists of. */
    String outline(int mostCharacters) {
        StringBuilder outline = new StringBuilder();
        for (Section section : sections) {
            String text = section.text();
            String begin = text.length() > MOST_OF_A_SECTION
                    ? text.substring(0, text.lastIndexOf(' ', MOST_OF_A_SECTION) + 1) + "..."
                    : text;
            if (outline.length() + begin.length() > mostCharacters) {
                break;
            }
            outline.append(section.heading().isEmpty() ? "" : section.heading() + "\n")
                    .append(begin)
                    .append("\n\n");
        }
        return outline.toString().strip();
    }
}
