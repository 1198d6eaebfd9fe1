package io.gpiot.data.distinct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesTest {

    private static List<String> words(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "w" + random.nextInt(400))
                .toList();
    }

    /** Every so many words another one. */
    private static List<String> changed(Random random, List<String> words, int every) {
        List<String> changed = new ArrayList<>(words);
        for (int i = every / 2; i < words.size(); i += every) {
            changed.set(i, "new" + random.nextInt(400));
        }
        return changed;
    }

    private static Set<String> shingles(List<String> words) {
        return Grams.of(words, NearDuplicates.SHINGLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 15, 30, 60, 200})
    void theEstimateIsWithinFourStandardErrorsOfTheJaccardSimilarity(int every) {
        Random random = new Random(every);
        for (int round = 0; round < 20; round++) {
            Set<String> one = shingles(words(random, 300));
            Set<String> other = shingles(changed(random, words(new Random(random.nextInt(3)), 300), every));
            Set<String> twin = shingles(changed(random, words(random, 300), every));
            for (Set<String> each : List.of(other, twin)) {
                double exact = Grams.jaccard(one, each);
                double estimate = MinHash.similarity(MinHash.signature(one), MinHash.signature(each));
                assertEquals(exact, estimate, 4 * Math.sqrt(Math.max(exact * (1 - exact), 0.02) / MinHash.HASHES));
            }
            List<String> base = words(random, 300);
            Set<String> near = shingles(changed(random, base, every));
            double exact = Grams.jaccard(shingles(base), near);
            double estimate = MinHash.similarity(MinHash.signature(shingles(base)), MinHash.signature(near));
            assertEquals(exact, estimate, 4 * Math.sqrt(Math.max(exact * (1 - exact), 0.02) / MinHash.HASHES));
        }
    }

    @Test
    void theBandsFindWhatComparingAllPairsFinds() {
        Random random = new Random(5);
        List<List<String>> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<String> text = words(random, 150);
            texts.add(text);
            texts.add(changed(random, text, 20 + random.nextInt(130)));
        }
        NearDuplicates fast = new NearDuplicates();
        List<long[]> kept = new ArrayList<>();
        int duplicates = 0;
        for (int i = 0; i < texts.size(); i++) {
            long[] signature = MinHash.signature(shingles(texts.get(i)));
            boolean expected =
                    kept.stream().anyMatch(other -> MinHash.similarity(other, signature) >= NearDuplicates.SAME);
            boolean found = fast.add("" + i, String.join(" ", texts.get(i))).isPresent();
            assertEquals(expected, found, "text " + i);
            if (!expected) {
                kept.add(signature);
            } else {
                duplicates++;
            }
        }
        assertTrue(duplicates > 10 && kept.size() > 60, duplicates + " duplicates, " + kept.size() + " kept");
    }

    @Test
    void caseSpacesAndSignsMakeNoOtherText() {
        NearDuplicates seen = new NearDuplicates();
        String text = "Detect the R-peaks of an ECG with a band-pass filter and a threshold";
        assertEquals(Optional.empty(), seen.add("a", text));
        assertEquals(
                Optional.of("a"),
                seen.add("b", "detect   the r peaks, of an ECG; with a band pass FILTER and a threshold."));
        assertEquals(
                Optional.empty(), seen.add("c", "Count the steps of a walk from the vertical acceleration of a wrist"));
    }

    @Test
    void aTopicIsWhollyInOneSplitAndAboutOneInTenIsForDevelopment() {
        long development = IntStream.range(0, 2000)
                .filter(i -> Split.of("ecg", "topic-" + i) == Split.DEVELOPMENT)
                .count();
        assertTrue(development > 140 && development < 260, "" + development);
        assertEquals(Split.of("ecg", "af-screening"), Split.of("ecg", "af-screening"));
    }

    @Test
    void theSplitOfATopicStaysAsItWasPublished() {
        String development = IntStream.range(0, 40)
                .filter(i -> Split.of("water", "t" + i) == Split.DEVELOPMENT)
                .mapToObj(i -> "t" + i)
                .collect(Collectors.joining(" "));
        assertEquals("t17 t18 t23 t24 t30", development);
    }
}
