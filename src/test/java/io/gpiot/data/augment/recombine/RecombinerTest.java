package io.gpiot.data.augment.recombine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.data.Axis;
import io.gpiot.data.Kind;
import io.gpiot.data.Label;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.SampleRows;
import io.gpiot.synthesis.SubTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecombinerTest {

    private static final Path SHIPPED = Path.of("data/knowledge");

    private static final String SMALL = """
            modalities:
              - id: chest-strap
                name: chest strap
                senses: [beats]
                least: tiny
                forms:
                  - {id: wave, name: wave, says: A strap., also: Some strap., brief: strap, data: ["ecg (numpy.ndarray): in mV"]}
                  - {id: list, name: list, says: A list., also: Some list., brief: list, data: ["beats (numpy.ndarray): in s"], from: 1}
                route:
                  - Filter: [Band-pass 5 to 15 Hz]
                  - Find Beats: [Threshold at half]
                troubles:
                  - {says: It rains., brief: rain, before: 2, cure: {Dry: [Wait 60 s]}}
              - id: door-contact
                name: door contact
                senses: [door-state]
                least: tiny
                forms: [{id: edges, name: edges, says: A door., also: Some door., brief: door, data: ["edges (list): times"]}]
                route: [{Debounce: [Drop pulses under 50 ms]}, {Pair Edges: [Open then closed]}]
                troubles: [{says: It bounces., brief: bounce, before: 0, cure: {Mend: [Wait]}}]
            tasks:
              - id: heart-rate
                parent: tdd/ecg/parent
                title: Heart rate
                needs: [beats]
                wants: [{we: We want it., ask: "How fast?", brief: rate}]
                ways:
                  - id: mean
                    least: tiny
                    buffer: 8 beats
                    samples: 8
                    hop: 1 s
                    stages: [{Average: ["{smooth} of 8 beats"]}]
                  - id: big
                    least: mcu
                    buffer: 60 s at 250 Hz
                    samples: 15000
                    hop: 1 s
                    stages: [{Transform: [FFT of 60 s]}]
                end: [{Report: [Return it]}, {Archive: [Keep it]}]
            devices:
              - {id: none, name: none stated, effort: offline, says: [], brief: ""}
              - {id: small, name: small, effort: tiny, says: [Small.], brief: small, kilobytes: 32, bytes: 2,
                 first: true, stage: [{Fit: ["Keep {buffer} ({bytes})"]}]}
              - {id: radio, name: radio, effort: mcu, says: [Radio.], brief: radio, kilobytes: 64, bytes: 2,
                 stage: [{Pack: ["{packet}"]}]}
            words:
              smooth: {offline: centred median, tiny: exponential mean}
            """;

    private static final ProblemRow PARENT = new ProblemRow(
            Label.authored("tdd/ecg/parent", Kind.TDD, "ecg", "beats", "file"),
            "Parent",
            "strap",
            "wave",
            "none stated",
            "Problem.",
            List.of(),
            List.of(),
            List.of(new SubTask(1, "A", List.of("b"))));

    private static List<ProblemRow> rows(KnowledgeBase base, List<ProblemRow> parents) {
        return new Recombiner(base, new Recombiner.Settings(1, 100, 100)).rows(parents, (task, row) -> true);
    }

    private static KnowledgeBase small(Path folder, String text) {
        SampleRows.file(folder, "small.yaml", text);
        return KnowledgeBase.read(folder);
    }

    @Test
    void aTaskMeetsOnlyModalitiesThatSenseWhatItNeeds(@TempDir Path folder) {
        List<ProblemRow> rows = rows(small(folder, SMALL), List.of(PARENT));
        assertFalse(rows.isEmpty());
        assertEquals(
                Set.of("chest strap"), rows.stream().map(ProblemRow::modality).collect(Collectors.toSet()));
    }

    @Test
    void noShippedProblemAsksASensorForWhatItCannotSense() {
        KnowledgeBase base = KnowledgeBase.read(SHIPPED);
        for (Task task : base.tasks()) {
            for (Modality modality : base.modalities()) {
                if (!modality.senses().containsAll(task.needs())) {
                    assertTrue(Combination.all(task, modality, base.devices()).isEmpty());
                }
            }
            assertTrue(
                    base.modalities().stream()
                            .anyMatch(modality -> !Combination.all(task, modality, base.devices())
                                    .isEmpty()),
                    task.id());
        }
    }

    @Test
    void aSmallDeviceGetsNeitherAWayNorABufferThatIsTooBigForIt(@TempDir Path folder) {
        List<ProblemRow> rows = rows(small(folder, SMALL), List.of(PARENT));
        List<ProblemRow> onSmall =
                rows.stream().filter(row -> row.resources().equals("small")).toList();
        assertFalse(onSmall.isEmpty());
        for (ProblemRow row : onSmall) {
            String text = SubTask.toText(row.subTasks());
            assertFalse(text.contains("FFT"), text);
            assertTrue(text.contains("Keep 8 beats (16 bytes)") && text.contains("Exponential mean of 8 beats"), text);
        }
        assertTrue(rows.stream().noneMatch(row -> row.resources().equals("radio")), "the task packs no message");
    }

    @Test
    void aFormThatIsFurtherOnSkipsWhatTheRecorderDid(@TempDir Path folder) {
        List<ProblemRow> rows = rows(small(folder, SMALL), List.of(PARENT));
        for (ProblemRow row : rows) {
            List<String> names = row.subTasks().stream().map(SubTask::name).toList();
            assertEquals(row.representation().equals("wave"), names.contains("Filter"), names.toString());
            assertTrue(names.contains("Find Beats") && names.contains("Dry"), names.toString());
        }
        assertTrue(rows.stream().anyMatch(row -> row.label().axis() == Axis.REPRESENTATION));
    }

    @Test
    void rowsKeepDomainAndTopicOfTheirParentAndNameIt(@TempDir Path folder) {
        List<ProblemRow> rows = rows(small(folder, SMALL), List.of(PARENT));
        ProblemRow first = rows.getFirst();
        assertEquals("tdd/ecg/parent", first.label().parent());
        for (ProblemRow row : rows) {
            assertEquals("ecg/beats", row.label().domain() + "/" + row.label().topic());
            assertTrue(row == first || row.label().parent().equals(first.label().id()));
        }
    }

    @Test
    void theSameSeedMakesTheSameRowsAndAnotherSeedChoosesOthers() {
        KnowledgeBase base = KnowledgeBase.read(SHIPPED);
        Map<Long, List<String>> names =
                List.of(1L, 2L).stream().collect(Collectors.toMap(seed -> seed, seed -> names(base, seed)));
        assertEquals(names.get(1L), names(base, 1));
        assertFalse(names.get(1L).equals(names.get(2L)));
    }

    private static List<String> names(KnowledgeBase base, long seed) {
        List<ProblemRow> parents = base.tasks().stream()
                .map(Task::parent)
                .distinct()
                .map(RecombinerTest::parent)
                .toList();
        return new Recombiner(base, new Recombiner.Settings(seed, 2, 2))
                .rows(parents, (task, row) -> true).stream()
                        .map(row -> row.label().id() + row.problem())
                        .toList();
    }

    private static ProblemRow parent(String id) {
        return new ProblemRow(
                Label.authored(id, Kind.TDD, id.split("/")[1], "topic", "file"),
                "Parent",
                "",
                "",
                "",
                "",
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void aMistakeInAFileIsToldWithItsPlace(@TempDir Path folder) {
        assertMessage(folder, SMALL.replace("senses: [beats]", "sense: [beats]"), "small.yaml, line");
        assertMessage(folder, SMALL.replace("needs: [beats]", "needs: [breath]"), "'heart-rate'");
        assertMessage(folder, SMALL.replace("before: 2", "before: 3"), "'chest-strap'");
        assertMessage(folder, SMALL.replace("id: door-contact", "id: chest-strap"), "'chest-strap' is there twice");
        GpiotException orphan = assertThrows(GpiotException.class, () -> rows(small(folder, SMALL), List.of()));
        assertTrue(String.valueOf(orphan.getMessage()).contains("'tdd/ecg/parent', which is no row"));
        KnowledgeBase wordless = small(folder, SMALL.replace("  smooth:", "  smoothly:"));
        assertTrue(String.valueOf(assertThrows(GpiotException.class, () -> rows(wordless, List.of(PARENT)))
                        .getMessage())
                .contains("{smooth}"));
    }

    private static void assertMessage(Path folder, String text, String expected) {
        GpiotException wrong = assertThrows(GpiotException.class, () -> small(folder, text));
        assertTrue(String.valueOf(wrong.getMessage()).contains(expected), wrong.getMessage());
    }
}
