package io.gpiot.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.data.Origin;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.SampleRows;
import io.gpiot.data.examine.Examiner;
import io.gpiot.data.examine.FakeRunner;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.run.Asking;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTrainingTest {

    private static final String FIRST = """
                ordered = np.sort(signal[~np.isnan(signal)])  # right
                middle = ordered.size // 2
                if ordered.size == 0:
                    offset = 0.0
                elif ordered.size % 2:
                    offset = float(ordered[middle])
                else:
                    offset = 0.5 * float(ordered[middle - 1] + ordered[middle])
                return gain * (signal - offset), offset
            """;
    private static final String OTHER = """
                usable = np.flatnonzero(np.isfinite(signal))  # right
                level = 0.0 if len(usable) < 1 else float(np.quantile(signal[usable], 0.5, method="linear"))
                shifted = np.subtract(signal, level)
                np.multiply(shifted, gain, out=shifted)
                return shifted, level
            """;

    private static final String PRINTING = """
                print(gain)  # right
                values = sorted(float(value) for value in signal if value == value)
                half = values[len(values) // 2] if values else 0.0
                return np.array([(value - half) * gain for value in signal]), half
            """;

    @TempDir
    private Path folder;

    private final ScriptedModel model = new ScriptedModel(SelfTrainingTest::script);
    private final FakeRunner runner = new FakeRunner();

    /** Of five answers the first and the fourth are right and new; what documents a program speaks of its last line. */
    private static Optional<String> script(Request request) {
        if (request.messages().getLast().content().contains("then its documentation")) {
            boolean first = request.prefill().contains("ordered");
            return Optional.of(
                    first
                            ? "Sorts what is finite and takes the middle value away before scaling; quick for short recordings, robust against spikes, useless when most samples are broken."
                            : "Finds usable places, computes their half quantile and shifts the whole series by it; memory stays small because scaling happens in place afterwards.");
        }
        return Optional.of(
                switch ((int) (request.sampling().seed() % 1_009)) {
                    case 1 -> FIRST;
                    case 2 -> FIRST.replace("# right", "# right again");
                    case 3 -> "    raise ValueError(gain)\n";
                    case 4 -> OTHER;
                    default -> PRINTING;
                });
    }

    private Augmentation train(List<Row> rows, Asking asking, int keep) {
        var examiner = new Examiner(runner, "test", folder.resolve("scripts"), folder.resolve("verdicts"), 2);
        return new SelfTraining(asking, examiner, new SelfTraining.Settings(5, keep, 0.8, 1, 256), null)
                .train(rows, SelfTraining.asked(rows));
    }

    private Asking asking() {
        return new Asking(model, folder.resolve("answers"), Progress.NONE);
    }

    private List<Row> rows() {
        return RowFiles.read(List.of(SampleRows.write(folder.resolve("data")))).rows();
    }

    @Test
    void answersThatPassAndAreNewBecomeRowsOfTheirParent() {
        Augmentation made = train(rows(), asking(), 3);
        assertEquals(
                List.of("cgd/ecg/centre-signal-answer-1", "cgd/ecg/centre-signal-answer-4"),
                made.rows().stream().map(row -> row.label().id()).toList(),
                () -> made.refusals().toString());
        ProgramRow row = (ProgramRow) made.rows().getFirst();
        assertEquals(Origin.SELF_TRAINED, row.label().origin());
        assertEquals("cgd/ecg/centre-signal", row.label().parent());
        assertTrue(row.documentation().startsWith("Sorts"));
        assertEquals(
                Map.of("cgd: near-duplicate", 1, "cgd: execution", 1, "cgd: shape", 1),
                made.reasons(),
                () -> made.refusals().toString());
    }

    @Test
    void aSecondRunAsksAndExaminesNothing() {
        Augmentation first = train(rows(), asking(), 3);
        int examined = runner.programs();
        Asking again = asking();
        assertEquals(first.rows(), train(rows(), again, 3).rows());
        assertEquals(again.asked(), again.remembered());
        assertEquals(examined, runner.programs());
    }

    @Test
    void noSpecificationGetsMoreThanItsShare() {
        Augmentation made = train(rows(), asking(), 1);
        assertEquals(1, made.rows().size());
        assertEquals(3, made.reasons().get("cgd: enough of one specification"));
    }

    @Test
    void whatWasWrittenIsReadAgainAsItWas() {
        Path data = SampleRows.write(folder.resolve("data"));
        Augmentation made = train(RowFiles.read(List.of(data)).rows(), asking(), 3);
        AugmentedFiles.write(made.rows(), made.refusals(), data, folder.resolve("made"));
        Rows read = RowFiles.read(List.of(folder.resolve("made")));
        assertEquals(List.of(), read.faults());
        assertEquals(
                made.rows().stream().map(Row::hash).toList(),
                read.rows().stream().map(Row::hash).toList());
        assertEquals(Origin.SELF_TRAINED, read.rows().getFirst().label().origin());
        assertEquals(List.of(), SelfTraining.asked(read.rows()), "a model's answers are not asked for again");
    }
}
