package io.gpiot.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.data.Origin;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.Row;
import io.gpiot.data.SampleRows;
import io.gpiot.data.augment.recombine.KnowledgeBase;
import io.gpiot.data.augment.recombine.Recombiner;
import io.gpiot.data.distinct.Split;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemAugmenterTest {

    private static final Path DATA = Path.of("data");
    private static List<Row> written = List.of();
    private static Augmentation made = new Augmentation(List.of(), List.of(), java.util.Map.of(), java.util.Map.of());

    @BeforeAll
    static void augment() {
        written = RowFiles.read(List.of(DATA)).rows();
        made = ProblemAugmenter.augment(
                written, KnowledgeBase.read(DATA.resolve("knowledge")), new Recombiner.Settings(1, 1, 1));
    }

    @Test
    void whatIsMadeReadsBackAsRowsInOrder(@TempDir Path folder) {
        AugmentedFiles.write(made.rows(), made.refusals(), DATA, folder);
        Rows read = RowFiles.read(List.of(folder));
        assertEquals(List.of(), read.faults());
        assertEquals(made.rows().size(), read.rows().size());
        for (Row row : read.rows()) {
            assertEquals(Origin.VARIED, row.label().origin());
            assertFalse(row.label().parent().isEmpty());
        }
        Row one = made.rows().getFirst();
        Row again = read.rows().stream()
                .filter(row -> row.label().id().equals(one.label().id()))
                .findFirst()
                .orElseThrow();
        assertEquals(one.hash(), again.hash());
        assertEquals(one.label().axis(), again.label().axis());
    }

    @Test
    void noTextHoldsAWordThatNobodyFilledIn() {
        for (Row row : made.rows()) {
            assertFalse(row.prose().contains("{"), row.prose());
        }
    }

    @Test
    void topicsOfDevelopmentStayAsTheyWereWritten() {
        for (Row row : made.rows()) {
            assertEquals(
                    Split.TRAINING, Split.of(row.label().domain(), row.label().topic()));
        }
    }

    @Test
    void whatCameBeforeIsRefusedAsANearDuplicate() {
        Gate gate = new Gate(written);
        Row row = made.rows().getFirst();
        int before = gate.pairs();
        assertTrue(gate.passes(row));
        assertTrue(gate.pairs() > before);
        assertFalse(gate.passes(row));
        assertEquals(Refusal.DUPLICATE, gate.refusals().getLast().reason());
    }

    @Test
    void whatTheBenchHoldsIsRefused() {
        ProblemRow row = (ProblemRow) made.rows().getFirst();
        String task = SampleRows.TASK.replace(
                "Compute the running sum of the pulses, where a pulse above 60 counts as none.",
                row.problem().replace("\"", "\\\""));
        assertFalse(task.equals(SampleRows.TASK));
        Gate gate = new Gate(List.of(task(task)));
        assertFalse(gate.passes(row));
        assertEquals(Refusal.BENCHMARK, gate.refusals().getLast().reason());
    }

    @TempDir
    private Path place;

    private Row task(String text) {
        return RowFiles.read(List.of(SampleRows.file(place, "bench/code/running-sum.json", text)))
                .rows()
                .getFirst();
    }

    @Test
    void aFolderWithFilesOfOthersIsLeftAlone(@TempDir Path folder) {
        Path other = SampleRows.write(folder);
        GpiotException refused =
                assertThrows(GpiotException.class, () -> AugmentedFiles.write(made.rows(), List.of(), DATA, other));
        assertTrue(String.valueOf(refused.getMessage()).contains("not made here"));
        assertFalse(RowFiles.read(List.of(other)).rows().isEmpty());
    }

    @Test
    void writingAgainReplacesWhatWasThere(@TempDir Path folder) {
        AugmentedFiles.write(made.rows(), List.of(), DATA, folder);
        AugmentedFiles.write(made.rows().subList(0, 1), List.of(), DATA, folder);
        assertEquals(1, RowFiles.read(List.of(folder)).rows().size());
    }
}
