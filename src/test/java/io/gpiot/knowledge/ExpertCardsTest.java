package io.gpiot.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every built-in card must hold to be worth its tokens in a prompt. */
class ExpertCardsTest {

    /** What the Python environments of generated programs can import: third-party modules, then the standard library. */
    private static final Set<String> MODULES = Set.of(
            "numpy",
            "scipy",
            "sklearn",
            "pandas",
            "matplotlib",
            "pywt",
            "wfdb",
            "neurokit2",
            "biosppy",
            "librosa",
            "soundfile",
            "serial",
            "paho",
            "filterpy",
            "h5py",
            "statsmodels",
            "binascii",
            "bisect",
            "collections",
            "datetime",
            "fractions",
            "heapq",
            "itertools",
            "json",
            "math",
            "pathlib",
            "resource",
            "statistics",
            "struct",
            "time",
            "tracemalloc",
            "zlib",
            // methods of built-in types
            "bytes",
            "int");

    static Stream<Map.Entry<String, String>> cards() {
        return BuiltInCards.texts().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cards")
    void aCardIsCompleteAndFitsIntoAPrompt(Map.Entry<String, String> file) {
        Card card = Card.parse(file.getKey(), file.getValue());
        assertEquals(file.getKey(), card.id() + ".md", "the file is named after the id");
        assertFalse(card.reference().isBlank(), "a reference says where the technique comes from");
        assertTrue(card.keywords().size() >= 3, "keywords: " + card.keywords());
        assertTrue(card.words() >= 120 && card.words() <= 220, card.words() + " words");
        assertTrue(card.steps().startsWith("1. "), "steps are numbered");
        assertTrue(card.parameters().matches("(?s).*\\d.*"), "parameters have values");
        assertTrue(card.pitfalls().lines().count() >= 2, "pitfalls: " + card.pitfalls());
        assertTrue(file.getValue().chars().allMatch(c -> c < 128), "plain ASCII, so that any prompt may quote it");
    }

    @ParameterizedTest
    @MethodSource("cards")
    void everyNamedFunctionBelongsToAModuleOfTheEnvironment(Map.Entry<String, String> file) {
        Card card = Card.parse(file.getKey(), file.getValue());
        for (String function : card.functions()) {
            assertTrue(function.matches("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+"), function);
            assertTrue(MODULES.contains(function.substring(0, function.indexOf('.'))), function);
        }
    }

    /** A pair of back-ticks holds code; an odd one would swallow the rest of the card. */
    @ParameterizedTest
    @MethodSource("cards")
    void backTicksComeInPairsOnEachLineAndBracketsWithinThemAreBalanced(Map.Entry<String, String> file) {
        for (String line : file.getValue().lines().toList()) {
            String[] parts = line.split("`", -1);
            assertEquals(1, parts.length % 2, line);
            for (int i = 1; i < parts.length; i += 2) {
                assertTrue(balanced(parts[i]), parts[i]);
            }
        }
    }

    private static boolean balanced(String code) {
        List<Character> open = new ArrayList<>();
        String bare = code.replaceAll("\"[^\"]*\"|'[^']*'", "");
        for (char c : bare.toCharArray()) {
            if ("([{".indexOf(c) >= 0) {
                open.add(")]}".charAt("([{".indexOf(c)));
            } else if (")]}".indexOf(c) >= 0 && (open.isEmpty() || open.removeLast() != c)) {
                return false;
            }
        }
        return open.isEmpty();
    }

    @Test
    void thereAreSixtyOrMore() {
        assertTrue(BuiltInCards.all().size() >= 60, BuiltInCards.all().size() + " cards");
    }

    @Test
    void idsAndTitlesAreUnique() {
        Map<String, String> seen = new HashMap<>();
        for (Card card : BuiltInCards.all()) {
            for (String name : List.of(card.id(), card.title())) {
                String other = seen.put(name, card.id());
                assertEquals(null, other, name);
            }
        }
    }

    @Test
    void noStepIsInTwoCards() {
        Map<String, String> owners = new TreeMap<>(Comparator.naturalOrder());
        for (Card card : BuiltInCards.all()) {
            for (String line : card.steps().lines().filter(l -> l.length() > 60).toList()) {
                String other = owners.put(line.replaceFirst("^\\d+\\. ", ""), card.id());
                assertEquals(null, other, line);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ECG",
                "PPG",
                "IMU",
                "Gait",
                "Wi-Fi CSI",
                "Radar",
                "Audio",
                "Localisation",
                "Vibration",
                "Energy",
                "Environment",
                "Fusion",
                "Compression",
                "Protocols",
                "Edge ML",
                "Energy budget"
            })
    void everyDomainHasSeveralCards(String domain) {
        Map<String, Long> counts =
                BuiltInCards.all().stream().collect(Collectors.groupingBy(Card::domain, Collectors.counting()));
        assertTrue(counts.getOrDefault(domain, 0L) >= 3, counts.toString());
    }
}
