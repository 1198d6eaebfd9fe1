package io.gpiot.bench.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.real.MitBih;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.compose.Distributions;
import io.gpiot.synthesis.compose.MainComposer;
import io.gpiot.synthesis.compose.WholeRun;
import io.gpiot.synthesis.execute.ProgramJudge;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.ProgramRunner.Limits;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.RealPython;
import io.gpiot.synthesis.execute.ValueStore;
import io.gpiot.synthesis.inspect.DataInspector;
import io.gpiot.synthesis.report.Notebook;
import io.gpiot.synthesis.report.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the excerpt to a score, with programs written by hand: inspect, judge, compose, run the whole, compare, score. */
class HeartbeatChainIT {

    private static final Specification FILTER = new Specification(
            1,
            "QRS band",
            "filter_ecg",
            "Band-pass the ECG to the QRS band.",
            List.of(Parameter.parse("ecg (numpy.ndarray): ECG in mV, shape (n,)"), Parameter.parse("fs (float): Hz")),
            List.of(
                    Parameter.parse("filtered (numpy.ndarray): filtered ECG, shape (n,)"),
                    Parameter.parse("summary (dict): band edges and gain")));

    private static final Specification DETECT = new Specification(
            2,
            "Detection",
            "detect",
            "Find the R-peaks.",
            List.of(Parameter.parse("filtered (numpy.ndarray): filtered ECG"), Parameter.parse("fs (float): Hz")),
            List.of(
                    Parameter.parse("r_peaks (numpy.ndarray): sample indices of the R-peaks"),
                    Parameter.parse("table (pandas.DataFrame): one row a beat")));

    /** Changes its input in place, which must not change what others get. */
    private static final String FILTER_CODE = """
            from scipy.signal import butter, sosfiltfilt

            def filter_ecg(ecg, fs):
                sos = butter(2, [5, 20], btype="bandpass", fs=fs, output="sos")
                ecg -= ecg.mean()
                return sosfiltfilt(sos, ecg), {"band": (5.0, 20.0), "gain": {1: float("nan")} and {1: 1.5}}
            """;

    private static final String DETECT_CODE = """
            import numpy as np
            import pandas as pd
            from scipy.signal import find_peaks

            def detect(filtered, fs):
                power = np.convolve(filtered ** 2, np.ones(int(0.12 * fs)) / int(0.12 * fs), mode="same")
                level = pd.Series(power).rolling(int(3 * fs), center=True, min_periods=1).mean().to_numpy()
                peaks, _ = find_peaks(power, height=0.9 * level, distance=int(0.25 * fs))
                return peaks, pd.DataFrame({"sample": peaks, "seconds": peaks / fs})
            """;

    private static final Limits LIMITS = new Limits(180, 60, 1L << 30, 64);

    @TempDir
    Path folder;

    private final ProgramRunner runner = RealPython.runner();

    @Test
    void programsWrittenOnOneRecordAreScoredOnBoth() throws IOException {
        PythonScripts scripts = PythonScripts.unpack(folder.resolve("scripts"));
        ValueStore store = new ValueStore(Files.createDirectory(folder.resolve("values")));
        List<DataCase> records = MitBih.excerpts(Path.of("examples/heartbeat"));
        Path data = records.get(0).data();
        List<Value> values = new DataInspector(runner, scripts, store, 1 << 24, 1L << 30, line -> {}).inspect(data);
        ProgramJudge judge = new ProgramJudge(runner, scripts, store, new ProgramJudge.Limits(20, 1L << 30), 2);
        List<Solution> solutions = new ArrayList<>();
        solutions.add(solution(judge, FILTER, FILTER_CODE, solutions));
        solutions.add(solution(judge, DETECT, DETECT_CODE, solutions));

        Path program = Files.createDirectory(folder.resolve("program"));
        new MainComposer(data, new Distributions(Map.of()))
                .compose(values, solutions)
                .forEach((name, text) -> Json.writeText(program.resolve(name), text));
        for (Solution solution : solutions) {
            Json.writeText(
                    program.resolve(solution.specification().module() + ".py"),
                    solution.candidate().code());
        }
        WholeRun wholeRun = new WholeRun(runner, scripts);
        Path results = Files.createDirectory(folder.resolve("results"));
        ProgramRunner.Result result = wholeRun.run(program, data, results, true, LIMITS);
        assertEquals(0, result.exitCode(), result.toString());
        assertTrue(Files.size(results.resolve("r_peaks.png")) > 1000, "a plot");
        assertEquals(Map.of(), wholeRun.differences(solutions, store, results));

        notebookRuns(program, data, values, solutions);

        Json.writeText(program.resolve("step1_filter_ecg.py"), FILTER_CODE.replace("[5, 20]", "[6, 20]"));
        wholeRun.run(program, data, results, false, LIMITS);
        assertTrue(wholeRun.differences(solutions, store, results).containsKey("filtered"));
        Json.writeText(program.resolve("step1_filter_ecg.py"), FILTER_CODE);

        HeartbeatScoring scoring = new HeartbeatScoring(new CaseRunner(wholeRun, LIMITS));
        HeartbeatScoring.Outcome clean = scoring.score(program, records.get(0), folder.resolve("clean"));
        HeartbeatScoring.Outcome hard = scoring.score(program, records.get(1), folder.resolve("hard"));
        System.out.println("record 100: " + clean.score().toText() + "; record 203: "
                + hard.score().toText());
        assertTrue(clean.score().f1() > 0.98, clean.score().toText());
        assertTrue(
                hard.score().f1() > 0.7 && hard.score().f1() < clean.score().f1(),
                hard.score().toText());

        Json.writeText(
                program.resolve("step2_detect.py"), "def detect(filtered, fs):\n    raise ValueError('no beats')\n");
        String message = assertThrows(
                        GpiotException.class, () -> scoring.score(program, records.get(1), folder.resolve("hard")))
                .getMessage();
        assertEquals("the program failed on 203: ValueError: no beats", message);
    }

    /** As Jupyter would: cell after cell in one scope, modules found beside the notebook. */
    private static final String RUN_NOTEBOOK = """
            import json, os

            scope = {}
            with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "notebook.ipynb"), encoding="utf-8") as file:
                cells = json.load(file)["cells"]
            for cell in cells:
                if cell["cell_type"] == "code":
                    exec(compile(cell["source"], cell["id"], "exec"), scope)
            print("values:", sorted(scope["values"]), len(scope["values"]["r_peaks"]))
            """;

    private void notebookRuns(Path program, Path data, List<Value> values, List<Solution> solutions)
            throws IOException {
        RunView view = new RunView(
                "Find R-peaks",
                data.toAbsolutePath(),
                values,
                List.of(),
                solutions.stream()
                        .map(solution -> new RunView.Step(solution.specification(), solution, List.of()))
                        .toList(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of());
        Json.writeText(program.resolve("notebook.ipynb"), Notebook.render(view));
        Path script = program.resolve("run_notebook.py");
        Json.writeText(script, RUN_NOTEBOOK);
        ProgramRunner.Result ran = runner.run(new ProgramRunner.Task(
                script,
                List.of(),
                List.of(data.toAbsolutePath()),
                Files.createDirectory(folder.resolve("nb")),
                LIMITS));
        assertEquals(0, ran.exitCode(), ran.toString());
        assertTrue(
                ran.lastLine().matches("values: \\['ecg', 'filtered', 'fs', 'r_peaks', 'summary', 'table'\\] \\d{3,}"),
                ran.toString());
    }

    private static Solution solution(
            ProgramJudge judge, Specification specification, String code, List<Solution> earlier) {
        Candidate candidate = new Candidate(specification.number(), 0, 1, 0, code, "");
        Verdict verdict = judge.judge(specification, candidate, earlier);
        return new Solution(specification, candidate, assertInstanceOf(Verdict.Held.class, verdict));
    }
}
