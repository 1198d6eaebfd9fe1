package io.gpiot.engine.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StopDetectorTest {

    /** What comes before the stop string that is complete first; of those that end there, the longest. */
    private static String naive(String text, List<String> stops) {
        for (int end = 1; end <= text.length(); end++) {
            String soFar = text.substring(0, end);
            int longest = stops.stream()
                    .filter(stop -> soFar.indexOf(stop) >= 0)
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            if (longest > 0) {
                return soFar.substring(0, end - longest);
            }
        }
        return text;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyPiecesGiveTheTextBeforeTheFirstStop(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<String> stops = IntStream.range(0, random.nextInt(4))
                    .mapToObj(i -> text(random, 1 + random.nextInt(4)))
                    .toList();
            String text = text(random, random.nextInt(30));
            String expected = naive(text, stops);
            StopDetector detector = new StopDetector(stops);
            StringBuilder shown = new StringBuilder();
            for (int at = 0; at < text.length(); ) {
                int to = Math.min(text.length(), at + random.nextInt(6));
                shown.append(detector.push(text.substring(at, to)));
                assertTrue(expected.startsWith(shown.toString()), () -> "'" + text + "' with " + stops);
                at = to;
            }
            assertEquals(stops.stream().anyMatch(text::contains), detector.stopped());
            assertEquals(expected, shown + detector.finish(), () -> "'" + text + "' with " + stops);
        }
    }

    private static String text(Random random, int length) {
        return random.ints(length, 0, 3)
                .mapToObj(i -> "ab\n".substring(i, i + 1))
                .reduce("", String::concat);
    }

    @Test
    void onlyWhatMayBecomeAStopIsHeldBack() {
        StopDetector detector = new StopDetector(List.of("\n```\n"));
        assertEquals("x = 1", detector.push("x = 1\n``"));
        assertEquals("\n``x", detector.push("x"));
        assertEquals("", detector.push("\n```"));
        assertFalse(detector.stopped());
        assertEquals("", detector.push("\nmore"));
        assertTrue(detector.stopped());
        assertEquals("", detector.push("text"));
        assertEquals("", detector.finish());
    }

    @Test
    void withoutStopsAllTextPassesAtOnce() {
        assertEquals("any text", new StopDetector(List.of()).push("any text"));
    }
}
