package io.gpiot.synthesis.specify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecificationFileTest {

    private static final Specification FILTER = new Specification(
            2,
            "Band-Pass [5 Hz]",
            "band_pass",
            "Filter the ECG.",
            List.of(Parameter.parse("ecg (numpy.ndarray): mV"), Parameter.parse("fs (float): Hz")),
            List.of(Parameter.parse("clean (numpy.ndarray): mV, shape (n,)")));

    private static final String TEXT = SpecificationFile.toText(FILTER);

    @Test
    void whatIsWrittenIsReadBack() {
        assertEquals(FILTER, SpecificationFile.parse("f", TEXT));
    }

    @Test
    void spacesHeadingsAndSeveralLinesOfTargetAreReadToo() {
        String edited = TEXT.replace("**Target**\n", "\n## Target:\n\nFirst,\n").replace("- fs", "-   `fs`");
        assertEquals(
                "First, Filter the ECG.", SpecificationFile.parse("f", edited).target());
        assertEquals(FILTER.inputs(), SpecificationFile.parse("f", edited).inputs());
    }

    @ParameterizedTest
    @CsvSource({
        "- fs (float): Hz, - fs is a rate, 'f.md, line 8: expected'",
        "(float), (double), 'f.md, line 8: unknown value type'",
        "Entry point: `band_pass`, Entry: x, 'f.md, line 2: expected'",
        "- clean, * clean, 'f.md, line 10: expected'",
        "Filter the ECG., '', 'no text under'"
    })
    void errorsNameFileAndLine(String old, String edit, String part) {
        GpiotException error =
                assertThrows(GpiotException.class, () -> SpecificationFile.parse("f.md", TEXT.replace(old, edit)));
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void aChainWhoseInputDoesNotExistByThenIsRefused() {
        List<Value> data = List.of(new Value(FILTER.inputs().getFirst(), ""));
        GpiotException error = assertThrows(
                GpiotException.class, () -> DataFlow.check(data, List.of(FILTER), List.of("02_band_pass.md")));
        assertEquals("02_band_pass.md: input 'fs' does not exist by then; there are ecg", error.getMessage());
    }
}
