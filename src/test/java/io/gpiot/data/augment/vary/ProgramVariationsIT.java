package io.gpiot.data.augment.vary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.SampleRows;
import io.gpiot.data.read.Reading;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.verify.RowVerdict;
import io.gpiot.data.verify.RowVerifier;
import io.gpiot.data.verify.VerdictCache;
import io.gpiot.synthesis.execute.RealPython;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variations made and run in the real sandbox. */
class ProgramVariationsIT {

    @TempDir
    private Path folder;

    private final ProgramVariations variations =
            new ProgramVariations(RealPython.runner(), Path.of("target", "vary-scripts"));

    private ProgramRow row() {
        String text = SampleRows.PROGRAM
                .replace("any unit, shape", "heart signal in millivolts, shape")
                .replace(", may hold NaN", "")
                .replace(
                        "same unit, shape (n_samples,), NaN where the signal is NaN",
                        "in millivolts, shape (n_samples,)")
                .replace("< 1e-9", "< 1e-2")
                .replace("< 1e-6", "< 1e-2")
                .replace("signal[7] = np.nan", "signal[7] = level")
                .replace("assert np.isnan(centred[7]) and abs", "assert abs")
                .replace("return (signal - offset) * gain, offset", "return (signal - offset) * gain, offset  # both");
        return switch (RowFiles.read(SampleRows.file(folder, "cgd/ecg/centre.md", text))) {
            case Reading.Good good -> (ProgramRow) good.row();
            case Reading.Bad bad -> throw new AssertionError(bad.faults());
        };
    }

    private static ProgramRow with(List<ProgramRow> rows, String part) {
        return rows.stream()
                .filter(row -> row.label().id().contains(part))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void variationsPassTheirChangedTestsAndTheOldProgramFailsThem() {
        List<ProgramRow> made = variations.of(List.of(row()), 30, 1);
        assertTrue(made.size() > 10, "" + made.size());
        RowVerifier verifier = new RowVerifier(
                RealPython.runner(),
                Path.of("target", "row-scripts"),
                new VerdictCache(folder.resolve("verdicts.jsonl")),
                "test",
                2);
        Map<String, RowVerdict> verdicts = verifier.verify(made, Progress.NONE);
        for (ProgramRow row : made) {
            assertInstanceOf(
                    RowVerdict.Passed.class,
                    verdicts.get(row.hash()),
                    row.label().id() + "\n" + row.code() + verdicts.get(row.hash()));
            assertFalse(row.naive().isEmpty());
        }
    }

    @Test
    void specificationDocumentationAndProgramChangeTogetherAndCommentsStay() {
        List<ProgramRow> made = variations.of(List.of(row()), 30, 1);
        ProgramRow counts = with(made, "from-counts");
        assertEquals(
                List.of("signal_counts", "scale"),
                counts.specification().inputs().stream()
                        .map(each -> each.name())
                        .limit(2)
                        .toList());
        assertTrue(counts.code().contains("# A median is not moved"), counts.code());
        assertTrue(counts.code().contains("signal = np.asarray(signal_counts, dtype=float) * scale"), counts.code());
        assertTrue(counts.specification().target().contains("converter counts"));
        assertTrue(counts.documentation().contains("onverter counts"));
        ProgramRow report = with(made, "as-dict");
        assertEquals(1, report.specification().outputs().size());
        assertTrue(report.code().contains("return {\"centred\": "), report.code());
        assertTrue(report.test().contains("_authored(adapted)"));
    }

    @Test
    void theSameSeedMakesTheSameVariations() {
        List<ProgramRow> rows = List.of(row());
        assertEquals(variations.of(rows, 3, 7), variations.of(rows, 3, 7));
        assertEquals(3, variations.of(rows, 3, 7).size());
    }

    @Test
    void unitsOfOneKindChangeTogetherAndNeverWhereFiguresBelongToThem() {
        List<ProgramRow> made = variations.of(List.of(row()), 30, 1);
        ProgramRow volts = with(made, "volts-signal");
        assertTrue(volts.code().contains("signal = np.asarray(signal_volts, dtype=float) * 1000"), volts.code());
        ProgramRow limited = new ProgramRow(
                row().label(),
                row().level(),
                new io.gpiot.synthesis.Specification(
                        1,
                        "Centre",
                        "centre",
                        row().specification().target(),
                        List.of(
                                io.gpiot.synthesis.Parameter.parse(
                                        "signal (numpy.ndarray): heart signal in millivolts from -5 to 5, shape (n_samples,)"),
                                row().specification().inputs().getLast()),
                        row().specification().outputs()),
                row().code(),
                row().documentation(),
                row().test(),
                "");
        assertTrue(variations.of(List.of(limited), 30, 1).stream()
                .noneMatch(each -> each.label().id().contains("volts-signal")));
    }
}
