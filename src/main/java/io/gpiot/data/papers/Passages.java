package io.gpiot.data.papers;

import io.gpiot.knowledge.read.Chunk;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the passages of one paper that speak of something: the sum of idf = log(N / n) over shared words, N passages of which n
 * have the word. A paper has too few passages for an index to be worth its start.
 */
final class Passages {

    private final List<Chunk> chunks;
    private final Map<String, Integer> having = new HashMap<>();

    Passages(List<Chunk> chunks) {
        this.chunks = chunks;
        chunks.forEach(chunk -> words(chunk.text()).forEach(word -> having.merge(word, 1, Integer::sum)));
    }

    /** The best passages for the query, in the paper's order, up to so many characters. */
    String about(String query, int mostCharacters) {
        Set<String> wanted = words(query);
        List<Chunk> best = chunks.stream()
                .sorted(Comparator.comparingDouble((Chunk chunk) -> -score(chunk, wanted)))
                .toList();
        Set<Chunk> kept = new HashSet<>();
        int length = 0;
        for (Chunk chunk : best) {
            length += chunk.text().length();
            if (length > mostCharacters && !kept.isEmpty()) {
                break;
            }
            kept.add(chunk);
        }
        return chunks.stream().filter(kept::contains).map(Chunk::text).collect(Collectors.joining("\n\n"));
    }

    private double score(Chunk chunk, Set<String> wanted) {
        return words(chunk.heading() + " " + chunk.text()).stream()
                .filter(wanted::contains)
                .mapToDouble(word -> Math.log((double) chunks.size() / having.getOrDefault(word, 1)))
                .sum();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() > 2)
                .collect(Collectors.toSet());
    }
}
