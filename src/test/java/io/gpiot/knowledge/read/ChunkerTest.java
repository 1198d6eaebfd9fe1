package io.gpiot.knowledge.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkerTest {

    private static List<Chunk> chunks(String text) {
        return Chunker.chunks(List.of(new Section("Heading", 3, text)));
    }

    private static int words(String text) {
        return text.split("\\s+").length;
    }

    @Test
    void shortSectionIsOneChunkWithItsHeadingAndPage() {
        assertEquals(List.of(new Chunk("Heading", 3, "One sentence. Another.")), chunks("One sentence. Another."));
    }

    @Test
    void longSectionIsCutAtSentencesAndNeighboursOverlap() {
        List<String> sentences = IntStream.range(0, 100)
                .mapToObj(i -> "Sentence number " + i + " says that the sensor drifted again.")
                .toList();
        List<Chunk> chunks = chunks(String.join(" ", sentences));
        for (Chunk chunk : chunks) {
            assertTrue(words(chunk.text()) <= Chunker.WORDS, chunk.text());
            assertTrue(
                    chunk.text().startsWith("Sentence number") && chunk.text().endsWith("again."), chunk.text());
        }
        for (int i = 1; i < chunks.size(); i++) {
            String first =
                    chunks.get(i).text().substring(0, chunks.get(i).text().indexOf('.') + 1);
            assertTrue(chunks.get(i - 1).text().contains(first), "no overlap at chunk " + i);
        }
        String all = chunks.stream().map(Chunk::text).collect(Collectors.joining(" "));
        sentences.forEach(sentence -> assertTrue(all.contains(sentence), sentence));
    }

    @Test
    void textWithoutSentencesIsCutAllTheSame() {
        List<Chunk> chunks = chunks("12.5 ".repeat(1000));
        assertTrue(chunks.size() >= 5, "chunks: " + chunks.size());
        chunks.forEach(chunk -> assertTrue(words(chunk.text()) <= Chunker.WORDS));
    }

    @Test
    void chunksNeverSpanSections() {
        var sections = List.of(new Section("A", 0, "First."), new Section("B", 0, "Second."));
        assertEquals(
                List.of("A", "B"),
                Chunker.chunks(sections).stream().map(Chunk::heading).toList());
    }
}
