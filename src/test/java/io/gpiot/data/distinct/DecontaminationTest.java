package io.gpiot.data.distinct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.SampleRows;
import io.gpiot.data.read.RowFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecontaminationTest {

    private static final String OTHER_CODE =
            "def f(a):\n    total = 0\n    for value in a:\n        total += value * value\n    return total\n";

    @TempDir
    private Path folder;

    private ProgramRow row;

    @BeforeEach
    void readRow() {
        SampleRows.write(folder);
        row = RowFiles.read(List.of(folder)).of(ProgramRow.class).getFirst();
    }

    private static Protected task(String prose, String code) {
        return new Protected("t", "suite", prose, prose, code);
    }

    @Test
    void thirteenWordsInCommonAreEnoughAndTwelveAreNot() {
        String target = row.specification().target();
        List<String> words = Grams.words(target);
        assertTrue(words.size() >= 13, target);
        Protected thirteen = task("Please now: " + String.join(" ", words.subList(0, 13)) + " and stop", "");
        Protected twelve = task("Please now: " + String.join(" ", words.subList(0, 12)) + " and stop", "");
        assertTrue(new Decontamination(List.of(thirteen), List.of(row))
                .find(row)
                .orElseThrow()
                .contaminated());
        assertTrue(new Decontamination(List.of(twelve), List.of(row)).find(row).isEmpty());
    }

    @Test
    void aCopiedProgramIsFoundWhateverItsCommentsAre() {
        Protected copy = task(
                "Something else.", row.code().replaceAll("# .*", "# rewritten").replace("Take the median off", "X"));
        Decontamination.Finding finding =
                new Decontamination(List.of(copy), List.of(row)).find(row).orElseThrow();
        assertEquals(1, finding.share());
        assertTrue(finding.contaminated());
    }

    @Test
    void anotherProgramSharesNothing() {
        assertTrue(new Decontamination(List.of(task("Other.", OTHER_CODE)), List.of(row))
                .find(row)
                .isEmpty());
    }

    @Test
    void whatManyTopicsWriteIsAnIdiomAndNotTold() {
        List<Row> rows = new ArrayList<>(IntStream.range(0, Decontamination.TOPICS_OF_AN_IDIOM)
                .mapToObj(i -> (Row) new ProgramRow(
                        io.gpiot.data.Label.authored(
                                "cgd/ecg/r" + i, io.gpiot.data.Kind.CGD, "ecg", "topic-" + i, "file"),
                        row.level(),
                        row.specification(),
                        row.code(),
                        row.documentation(),
                        row.test(),
                        row.naive()))
                .toList());
        Protected copy = task("Something else.", row.code());
        assertTrue(new Decontamination(List.of(copy), rows).find(row).isEmpty());
        assertFalse(new Decontamination(List.of(copy), rows.subList(1, rows.size()))
                .find(row)
                .isEmpty());
    }

    @Test
    void otherPeoplesSuitesAreReadInBothForms() {
        Path lines = SampleRows.file(
                folder,
                "human.jsonl",
                "{\"task_id\": \"H/0\", \"prompt\": \"def f(a):\\n    \\\"\\\"\\\"Sum of squares.\\\"\\\"\\\"\\n\", \"canonical_solution\": \"    return 1\\n\"}\n");
        Path array = SampleRows.file(
                folder,
                "basic.json",
                "[{\"task_id\": 2, \"text\": \"Write a sum.\", \"code\": \"def g(): return 2\"}]");
        Protected one = Protected.read(lines).getFirst();
        assertEquals("H/0", one.id());
        assertTrue(one.code().endsWith("return 1\n") && one.code().startsWith("def f"), one.code());
        Protected two = Protected.read(array).getFirst();
        assertEquals("2", two.id());
        assertEquals("Write a sum.", two.prose());
        assertEquals(
                Map.of("human.jsonl", 1, "basic.json", 1), new Decontamination(List.of(one, two), List.of()).tasks());
    }

    @Test
    void aBrokenSuiteIsToldWithItsLine() {
        Path file = SampleRows.file(folder, "x.jsonl", "{\"task_id\": 1, \"text\": \"a\"}\n{broken\n");
        var error = assertThrows(GpiotException.class, () -> Protected.read(file));
        assertTrue(String.valueOf(error.getMessage()).startsWith(file + ", line 2: "), error.getMessage());
    }
}
