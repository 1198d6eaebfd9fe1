package io.gpiot.data.augment.vary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.data.Axis;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.SampleRows;
import io.gpiot.data.read.Reading;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.scale.Cores;
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

    private final ProgramVariations variations = new ProgramVariations(RealPython::runner, new Cores(2));

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
                RealPython::runner, new VerdictCache(folder.resolve("verdicts.jsonl")), "test", new Cores(2));
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
    void constraintsAreWatchedByTheTestAndMetByTheProgram() {
        String text = SampleRows.PROGRAM
                .replace(
                        "import numpy as np\n\n\ndef centre",
                        "import numpy as np\nfrom scipy import ndimage\n\n\ndef centre")
                .replace("any unit, shape (n_samples,), may hold NaN", "any unit, shape (n_samples,)")
                .replace(", NaN where the signal is NaN\n- offset (float): the median that was taken off", "")
                .replace("signal[np.isfinite(signal)]", "ndimage.median_filter(signal, size=3)")
                .replace("return (signal - offset) * gain, offset", "return (signal - offset) * gain")
                .replace("signal[7] = np.nan", "signal[7] = 9.0")
                .replace("centred, offset = candidate", "centred = candidate")
                .replace("        assert abs(offset - level) < 0.05\n", "")
                .replace("assert np.isnan(centred[7]) and ", "assert ")
                .replace("< 1e-9", "< 0.1");
        ProgramRow row = switch (RowFiles.read(SampleRows.file(folder, "cgd/ecg/centre-median.md", text))) {
            case Reading.Good good -> (ProgramRow) good.row();
            case Reading.Bad bad -> throw new AssertionError(bad.faults());
        };
        List<ProgramRow> made = variations.of(List.of(row), 30, 1);
        ProgramRow alone = with(made, "centre-median-without-scipy");
        assertFalse(alone.code().contains("scipy"), alone.code());
        assertTrue(alone.code().contains("_moving_median(signal, size=3)"), alone.code());
        assertEquals(
                "out",
                with(made, "into-buffer").specification().inputs().getLast().name());
        RowVerifier verifier = new RowVerifier(
                RealPython::runner, new VerdictCache(folder.resolve("verdicts.jsonl")), "test", new Cores(2));
        List<ProgramRow> constrained = made.stream()
                .filter(each -> each.label().axis() == Axis.CONSTRAINT)
                .toList();
        verifier.verify(constrained, Progress.NONE)
                .values()
                .forEach(verdict -> assertInstanceOf(RowVerdict.Passed.class, verdict, verdict::toString));
        // a program that calls SciPy after all is found out, however it imports it
        ProgramRow sly = new ProgramRow(
                alone.label(),
                alone.level(),
                alone.specification(),
                alone.naive()
                        .replace("from scipy import ndimage\n", "")
                        .replace("    finite =", "    from scipy import ndimage\n    finite ="),
                alone.documentation(),
                alone.test(),
                "");
        RowVerdict verdict = verifier.verify(List.of(sly), Progress.NONE).get(sly.hash());
        assertTrue(
                verdict instanceof RowVerdict.Failed failed && failed.why().contains("SciPy must not be used"),
                verdict::toString);
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
