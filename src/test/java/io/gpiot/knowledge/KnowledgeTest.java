package io.gpiot.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.knowledge.Passage.Kind;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeTest {

    private static final Map<String, String> CARDS = Map.of(
            "tank.md", CardTest.TEXT, "bee.md", card("bee-hive", "Weight of a bee hive", "nectar scale load cell"));

    @TempDir
    Path home;

    @TempDir
    Path documents;

    private final HashingEmbedder embedder = new HashingEmbedder();
    private Knowledge knowledge;

    @BeforeEach
    void open() {
        knowledge = Knowledge.open(home, embedder, CARDS, Progress.NONE);
    }

    @AfterEach
    void close() {
        knowledge.close();
    }

    private static String card(String id, String title, String when) {
        return CardTest.TEXT
                .replace("tank-level", id)
                .replace("Level of a tank from echo times", title)
                .replace("A tank is measured from above.", when)
                .replace("ultrasound, level", "hive");
    }

    private void reopen(Map<String, String> cards) {
        knowledge.close();
        knowledge = Knowledge.open(home, embedder, cards, Progress.NONE);
    }

    private Path write(String name, String text) throws IOException {
        Path file = documents.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toRealPath();
    }

    private List<String> titles(String query) {
        return knowledge.search(query, 5, Filter.ALL).stream()
                .map(Passage::title)
                .toList();
    }

    @Test
    void domainsAreThoseOfTheCardsOnceEach() {
        assertEquals(1, knowledge.domains().size());
        reopen(Map.of(
                "tank.md",
                CardTest.TEXT,
                "bee.md",
                card("bee-hive", "Bees", "scale").replace("water", "bees")));
        assertEquals(
                knowledge.domains().stream().toList(),
                knowledge.search("tank hive", 9, Filter.CARDS).stream()
                        .map(Passage::domain)
                        .distinct()
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .toList());
    }

    @Test
    void everyRankingFindsTheCardThatTheQueryNames() {
        for (Ranking ranking : Ranking.values()) {
            var found = knowledge.search("load cell under a bee hive", 1, Filter.ALL, ranking);
            assertEquals("bee-hive", found.get(0).id(), ranking.name());
        }
    }

    @Test
    void cardsComeParsedAndInOrder() {
        List<Card> cards = knowledge.cards("echo from a tank, ultrasound level", 2);
        assertEquals(
                List.of("tank-level", "bee-hive"), cards.stream().map(Card::id).toList());
        assertEquals("numpy.median", cards.get(0).functions().get(0));
    }

    @Test
    void cardsAreIndexedOnceAndAgainOnlyWhenTheyChange() {
        int first = embedder.embedded;
        reopen(CARDS);
        assertEquals(first, embedder.embedded);
        reopen(Map.of("pump.md", card("pump-flow", "Flow of a pump", "impeller")));
        assertEquals(first + 1, embedder.embedded);
        assertEquals(List.of("Flow of a pump"), titles("impeller hive tank"));
    }

    @Test
    void addedPageIsFoundWithItsSourceAndSection() throws IOException {
        Path file = write("valve.md", "# Valves\n\nIntro words.\n\n## Stiction\nA stuck valve makes a limit cycle.\n");
        var outcomes = knowledge.add(file, Progress.NONE);
        assertEquals(List.of(new FileOutcome.Added(file.toString(), 2, List.of())), outcomes);
        Passage best = knowledge.search("stiction limit cycle", 1, Filter.ALL).get(0);
        assertEquals("Valves - Stiction", best.title());
        assertEquals(file.toString(), best.source());
        assertEquals(Kind.PAGE, best.kind());
    }

    @Test
    void unchangedFilesAreSkippedAndChangedOnesReplaced() throws IOException {
        Path file = write("a/one.txt", "The anemometer turns.");
        write("two.txt", "The barometer falls.");
        write(".hidden/three.txt", "Nobody reads this.");
        knowledge.add(documents, Progress.NONE);
        int embedded = embedder.embedded;
        Files.writeString(file, "The hygrometer drips.");
        var outcomes = knowledge.add(documents, Progress.NONE);
        assertEquals(2, outcomes.size());
        assertTrue(outcomes.get(0) instanceof FileOutcome.Added, outcomes.toString());
        assertTrue(outcomes.get(1) instanceof FileOutcome.Unchanged, outcomes.toString());
        assertEquals(embedded + 1, embedder.embedded);
        var texts = knowledge.search("anemometer hygrometer", 9, Filter.only(Kind.PAGE), Ranking.WORDS);
        assertEquals(
                List.of("The hygrometer drips."),
                texts.stream().map(Passage::text).toList());
    }

    @Test
    void filterLetsOnlyItsKindsAndDomainThrough() throws IOException {
        knowledge.add(write("hive.txt", "The bee hive weighs more."), Progress.NONE);
        assertEquals(1, knowledge.search("bee hive", 9, Filter.only(Kind.PAGE)).size());
        assertEquals(
                2,
                knowledge
                        .search("bee hive", 9, Filter.CARDS.inDomain("environment"))
                        .size());
        assertEquals(
                0, knowledge.search("bee hive", 9, Filter.CARDS.inDomain("ECG")).size());
    }

    @Test
    void usersOwnCardIsACard() throws IOException {
        knowledge.add(write("pump.md", card("pump-flow", "Flow of a pump", "impeller cavitation")), Progress.NONE);
        assertEquals(
                "pump-flow",
                knowledge.cards("impeller cavitation pump", 1).get(0).id());
    }

    @Test
    void removingAFolderTakesAllBelowItButNotTheCards() throws IOException {
        write("a/one.txt", "The anemometer turns.");
        write("two.txt", "The barometer falls.");
        knowledge.add(documents, Progress.NONE);
        assertEquals(3, knowledge.list().size());
        assertEquals(2, knowledge.remove(documents.toString()).size());
        assertEquals(
                List.of(Knowledge.BUILT_IN),
                knowledge.list().stream().map(Source::name).toList());
        assertEquals(2, knowledge.list().get(0).passages());
    }

    @Test
    void removedFileCanBeNamedAfterItIsGone() throws IOException {
        Path file = write("one.txt", "The anemometer turns.");
        knowledge.add(file, Progress.NONE);
        Files.delete(file);
        assertEquals(List.of(file.toString()), knowledge.remove(file.toString()));
    }

    @Test
    void badInputIsOneClearLineEach() throws IOException {
        assertUser("/no/such/place does not exist", () -> knowledge.add(Path.of("/no/such/place"), Progress.NONE));
        assertUser(
                documents + " holds no PDF, HTML, Markdown or text file",
                () -> knowledge.add(documents, Progress.NONE));
        assertUser("the query is empty: say what you look for", () -> knowledge.search("  ", 3, Filter.ALL));
        assertUser("count must be above 0, was 0", () -> knowledge.search("x", 0, Filter.ALL));
        assertUser(
                "never.pdf is not in the index: gpiot knowledge list shows what is",
                () -> knowledge.remove("never.pdf"));
        assertUser(
                "the built-in cards cannot be removed: they come with every start",
                () -> knowledge.remove(Knowledge.BUILT_IN));
    }

    private static void assertUser(String message, org.junit.jupiter.api.function.Executable call) {
        var error = assertThrows(GpiotException.class, call);
        assertEquals(message, error.getMessage());
        assertEquals(GpiotException.Category.USER, error.category());
    }

    @Test
    void oneBadFileDoesNotStopTheOthers() throws IOException {
        Path junk = documents.resolve("a.txt");
        var bytes = new byte[5000];
        new Random(1).nextBytes(bytes);
        Files.write(junk, bytes);
        Files.writeString(documents.resolve("b.txt"), "Größe", Charset.forName("windows-1252"));
        Files.writeString(documents.resolve("c.pdf"), "%PDF-1.4 but nothing more");
        write("d.txt", "The barometer falls.");
        var outcomes = knowledge.add(documents, Progress.NONE);
        assertTrue(outcomes.get(0) instanceof FileOutcome.Refused bad
                && bad.reason().endsWith("bytes are binary"));
        assertTrue(outcomes.get(1) instanceof FileOutcome.Added odd
                && odd.notes().size() == 1
                && odd.notes().get(0).contains("Windows-1252"));
        assertTrue(outcomes.get(2) instanceof FileOutcome.Refused broken
                && broken.reason().contains("c.pdf is not a readable PDF")
                && broken.reason().lines().count() == 1);
        assertTrue(outcomes.get(3) instanceof FileOutcome.Added);
        assertEquals(
                "Größe",
                knowledge
                        .search("größe", 1, Filter.only(Kind.PAGE), Ranking.WORDS)
                        .get(0)
                        .text());
    }

    @Test
    void twoOpenKnowledgeBasesShareOneFolder() throws IOException {
        try (var other = Knowledge.open(home, new HashingEmbedder(), CARDS, Progress.NONE)) {
            other.add(write("one.txt", "The anemometer turns."), Progress.NONE);
        }
        assertEquals(
                "one.txt",
                knowledge.search("anemometer", 1, Filter.only(Kind.PAGE)).get(0).title());
    }

    @Test
    void damagedIndexSaysWhatToDelete() throws IOException {
        knowledge.close();
        Path index = home.resolve("index-1-hashing");
        try (var files = Files.list(index)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        var error = assertThrows(GpiotException.class, () -> Knowledge.open(home, embedder, CARDS, Progress.NONE));
        assertEquals(
                "the knowledge index is damaged: delete " + index + " and add your documents again",
                error.getMessage());
        Files.walk(index)
                .sorted(java.util.Comparator.reverseOrder())
                .forEach(file -> file.toFile().delete());
        knowledge = Knowledge.open(home, embedder, CARDS, Progress.NONE);
    }

    @Test
    void veryLongQueryStillAnswers() {
        String query = "bee hive " + "some words of a long specification ".repeat(2000);
        assertEquals(2, knowledge.search(query, 5, Filter.ALL).size());
    }

    @Test
    void builtInCardsAreInTheIndex() {
        knowledge.close();
        knowledge = Knowledge.open(home, embedder, Progress.NONE);
        assertEquals(BuiltInCards.texts().size(), knowledge.list().get(0).passages());
        assertTrue(BuiltInCards.all().size() > 0);
    }
}
