package io.gpiot.data.distinct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Texts that came already, but for a little: word 3-shingles whose estimated Jaccard similarity is 0.8 or more. Only texts that
 * agree in one of 16 bands of 4 hashes are compared: two texts of similarity s meet with probability 1 - (1 - s^4)^16, which
 * is 0.9998 at 0.8.
 */
public final class NearDuplicates {

    public static final int SHINGLE = 3;
    public static final double SAME = 0.8;
    private static final int ROWS = 4;

    private final List<String> ids = new ArrayList<>();
    private final List<long[]> signatures = new ArrayList<>();
    private final Map<String, List<Integer>> bands = new HashMap<>();

    /**
     * The first earlier text that this one is a near-duplicate of; else empty, and the text is remembered.
     *
     * @param id names it in later answers
     */
    public Optional<String> add(String id, String text) {
        return add(id, signature(text));
    }

    /** What {@link #add(String, long[])} compares of a text: it can be computed elsewhere. */
    public static long[] signature(String text) {
        return MinHash.signature(Grams.of(Grams.words(text), SHINGLE));
    }

    /** The same with the signature of a text. */
    public Optional<String> add(String id, long[] signature) {
        List<String> keys = keys(signature);
        Set<Integer> candidates = new LinkedHashSet<>();
        keys.forEach(key -> candidates.addAll(bands.getOrDefault(key, List.of())));
        Optional<Integer> twin = candidates.stream()
                .sorted()
                .filter(other -> MinHash.similarity(signatures.get(other), signature) >= SAME)
                .findFirst();
        if (twin.isEmpty()) {
            int number = ids.size();
            ids.add(id);
            signatures.add(signature);
            keys.forEach(
                    key -> bands.computeIfAbsent(key, each -> new ArrayList<>()).add(number));
        }
        return twin.map(ids::get);
    }

    private static List<String> keys(long[] signature) {
        List<String> keys = new ArrayList<>();
        for (int from = 0; from < signature.length; from += ROWS) {
            keys.add(from + Arrays.toString(Arrays.copyOfRange(signature, from, from + ROWS)));
        }
        return keys;
    }
}
