package io.gpiot.bench.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.bench.application.ApplicationResult.Trial;
import io.gpiot.bench.metric.Interval;
import io.gpiot.bench.report.ApplicationReport;
import io.gpiot.bench.report.BenchReport;
import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.LabelledData;
import io.gpiot.simulate.data.Npy;
import io.gpiot.simulate.data.Windows;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.compose.WholeRun;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.run.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runs and scores, with a chain and a runner of Python that only pretend. */
class ApplicationRunTest {

    @TempDir
    Path folder;

    private final List<ProgramRunner.Task> ran = new ArrayList<>();
    private final List<Task> asked = new ArrayList<>();
    private int runsUntilKilled = Integer.MAX_VALUE;
    private String program = "right";
    private boolean answers = true;
    private Application application = application();

    /** Four classes x six repetitions; each window holds its class, so that a right program only has to look. */
    private static Windows windows() {
        FloatArray csi = FloatArray.zeros(24, 2, 3);
        for (int place = 0; place < csi.values().length; place++) {
            csi.values()[place] = place / 6 / 6;
        }
        int[] labels = IntStream.range(0, 24).map(row -> row / 6).toArray();
        int[] repetitions = IntStream.range(0, 24).map(row -> row % 6 + 1).toArray();
        return new Windows(Map.of("csi", csi), labels, repetitions, List.of("a", "b", "c", "d"));
    }

    private static Application application() {
        Parameter result = Parameter.parse("y_pred (numpy.ndarray): classes");
        return new Application(
                "wifi-har",
                "Recognise activities.",
                result,
                List.of(new Variant("P1", "", 0), new Variant("P3", "At most 200 MB.", 200_000_000)),
                new LabelledData(
                        "simulated windows",
                        true,
                        "key 1",
                        ApplicationRunTest::windows,
                        windows -> LabelledData.byRepetition(windows, 2)),
                new ClassScoring(),
                true,
                List.of(new Application.Comparison("most frequent class", "majority.py", "classify", true)),
                List.of(new Published("the paper: <GPIoT>", Map.of("accuracy, repetitions", "~0.98"))));
    }

    @BeforeEach
    void copyScripts() throws IOException {
        Files.createDirectories(folder.resolve("scripts"));
    }

    /** As Python would: reads the program's own word on what it is, the data, and saves a result. */
    private ProgramRunner.Result python(ProgramRunner.Task task) {
        ran.add(task);
        if (ran.size() > runsUntilKilled) {
            throw GpiotException.resources("killed");
        }
        try {
            Path own = task.script().resolveSibling("kind.py");
            String kind = Files.exists(own) ? Files.readString(own) : "majority";
            Path data = Path.of(task.arguments().get(1));
            FloatArray test = Npy.floats(data.resolve("csi_test.npy"));
            int[] found = new int[test.length()];
            for (int row = 0; row < found.length; row++) {
                found[row] = kind.equals("right") ? Math.round(test.values()[row * 6]) : 0;
            }
            if (kind.equals("fails")) {
                return new ProgramRunner.Result(1, "", "ValueError: no", 1, 1 << 20, false, false);
            }
            Npy.write(task.output().resolve("y_pred.npy"), kind.equals("short") ? new int[] {1} : found);
            return new ProgramRunner.Result(0, "", "", 1 + 0.01 * found.length, 150L << 20, false, false);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ApplicationResult run(int runs) {
        Chain chain = (task, place) -> {
            asked.add(task);
            if (answers) {
                Json.writeText(place.resolve("main.py"), "");
                Json.writeText(place.resolve("kind.py"), program);
            }
            return new Chain.Written(answers, "some sub-tasks solved", 3);
        };
        WholeRun wholeRun = new WholeRun(this::python, PythonScripts.unpack(folder.resolve("scripts")));
        ApplicationSettings settings = new ApplicationSettings(runs, List.of(), 2, SynthesisSettings.DEFAULT);
        return new ApplicationRun(chain, wholeRun, Map.of("model", "made"), Progress.NONE, scored -> {})
                .run(application, settings, folder.resolve("bench"), Map.of("cores", "2"));
    }

    @Test
    void aRightProgramScoresOneOnEachSplitAndTheMajorityAsMuchAsItsShare() {
        ApplicationResult result = run(1);
        Trial trial = result.trials().getFirst();
        assertEquals(1.0, trial.scored().measures().get("accuracy, repetitions"));
        assertEquals(1.0, trial.scored().measures().get("accuracy, random folds"));
        assertEquals(0.25, result.comparisons().getFirst().measures().get("accuracy, random folds"));
        assertEquals(150, trial.scored().measures().get("peak memory, MiB"));
        assertEquals(10, trial.scored().measures().get("inference, ms a window"), 1e-9);
        assertFalse(trial.scored().measures().containsKey("within its budget"));
        assertEquals(1.0, result.trials().get(1).scored().measures().get("within its budget"));
    }

    @Test
    void everyVariantRunsWithEverySeedAndSaysItsBudget() {
        ApplicationResult result = run(3);
        assertEquals(
                List.of("P1 1", "P3 1", "P1 2", "P3 2", "P1 3", "P3 3"),
                result.trials().stream()
                        .map(trial -> trial.variant() + " " + trial.seed())
                        .toList());
        assertEquals("Recognise activities.", asked.get(0).requirement().text());
        assertEquals(
                "Recognise activities. At most 200 MB.",
                asked.get(1).requirement().text());
        ApplicationSummary summary = ApplicationSummary.of(result);
        Interval accuracy = summary.rows().getFirst().intervals().get("accuracy, repetitions");
        assertEquals(3, accuracy.count());
        assertEquals(1.0, accuracy.mean());
    }

    @Test
    void noProgramEverSeesTheTruth() throws IOException {
        run(1);
        for (ProgramRunner.Task task : ran) {
            List<Path> seen = new ArrayList<>(task.readOnly());
            seen.add(task.script().getParent());
            seen.add(task.output());
            for (Path place : seen) {
                try (var files = Files.walk(place)) {
                    assertTrue(
                            files.noneMatch(
                                    file -> file.getFileName().toString().equals("y_test.npy")),
                            place + " shows the truth");
                }
            }
        }
        try (var truths = Files.walk(folder.resolve("bench"))) {
            assertEquals(3, truths.filter(file -> file.endsWith("y_test.npy")).count());
        }
    }

    @Test
    void whatIsKnownIsNotRunAgainAndAKilledRunGoesOn() {
        runsUntilKilled = 6;
        assertThrows(GpiotException.class, () -> run(2));
        runsUntilKilled = Integer.MAX_VALUE;
        ran.clear();
        asked.clear();
        ApplicationResult result = run(2);
        // three cases, one longer, and two of each again, of the majority and of four trials, less the six that were
        // known
        assertEquals((4 + 2 * 2) * 5 - 6, ran.size());
        ran.clear();
        asked.clear();
        ApplicationResult again = run(2);
        assertEquals(List.of(), ran);
        assertEquals(List.of(), asked);
        assertEquals(result.trials(), again.trials());
    }

    @Test
    void withoutAProgramNothingIsFound() {
        answers = false;
        Trial trial = run(1).trials().getFirst();
        assertFalse(trial.answered());
        assertEquals(0.0, trial.scored().measures().get("accuracy, repetitions"));
        assertEquals(3, trial.scored().failed());
        assertFalse(trial.scored().measures().containsKey("peak memory, MiB"));
    }

    @Test
    void aProgramThatFailsOrSavesSomethingElseHasFoundNothingAndSaysWhy() {
        program = "fails";
        CaseScore failed = run(1).trials().getFirst().scored().cases().getFirst();
        assertEquals("the program failed on repetitions: ValueError: no", failed.failure());
        assertEquals(0, failed.counts().get("right"));
        program = "short";
        folder = folder.resolve("other");
        CaseScore shorter = run(1).trials().getFirst().scored().cases().getFirst();
        assertTrue(shorter.failure().contains("y_pred has 1 entries for 8 windows"), shorter.failure());
    }

    @Test
    void anUnknownVariantAndAFolderOfOtherDataAreRefused() {
        assertThrows(
                GpiotException.class,
                () -> new ApplicationSettings(1, List.of("P9"), 1, SynthesisSettings.DEFAULT).chosen(application));
        assertThrows(GpiotException.class, () -> new ApplicationSettings(0, List.of(), 1, SynthesisSettings.DEFAULT));
        run(1);
        Application other = application();
        application = new Application(
                other.id(),
                other.requirement(),
                other.result(),
                other.variants(),
                new LabelledData("other", true, "key 2", ApplicationRunTest::windows, all -> List.of()),
                other.scoring(),
                true,
                other.comparisons(),
                other.published());
        assertThrows(GpiotException.class, () -> run(1));
    }

    @Test
    void theReportIsOnePageThatSaysWhatWasSimulatedAndWhatThePaperHas() throws IOException {
        ApplicationResult result = run(2);
        ApplicationReport.write(result, folder.resolve("report"));
        String page = Files.readString(folder.resolve("report").resolve(BenchReport.PAGE));
        assertTrue(page.contains("Simulated data, not measurements"));
        assertTrue(page.contains("the paper: &lt;GPIoT&gt;") && page.contains("~0.98"));
        assertFalse(page.matches("(?s).*(src|href)=.*"), "the page fetches something");
        ApplicationResult back =
                Json.readFile(folder.resolve("report").resolve(BenchReport.RESULT), ApplicationResult.class);
        assertEquals(result.trials(), back.trials());
        assertTrue(ApplicationReport.text(result).startsWith("SIMULATED DATA"));
    }
}
