package io.gpiot.data.verify;

import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import io.gpiot.data.scale.Work;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a batch of trials in one start of Python, each in a child of its own; verdicts by the rows' hashes. */
record TrialBatch(RunnerSource runner) implements Work<ArrayList<Trial>, LinkedHashMap<String, RowVerdict>> {

    /** Processor seconds that a test may take: what people wait for when they add rows. */
    private static final double SECONDS = 5;

    private static final double WALL = 45;
    private static final double CPU = 60;
    private static final double START = 90;
    private static final long MEMORY = 2L << 30;
    private static final int PROCESSES = 64;
    private static final String SCRIPT = "verify_rows.py";

    /** Our Python that decides verdicts. */
    static String source() {
        return Resources.text(TrialBatch.class, "/io/gpiot/data/" + SCRIPT);
    }

    @Override
    public LinkedHashMap<String, RowVerdict> of(ArrayList<Trial> batch) {
        LinkedHashMap<String, RowVerdict> verdicts = new LinkedHashMap<>();
        try (Scratch scratch = new Scratch()) {
            PythonScripts scripts = PythonScripts.unpack(scratch.folder("synthesis"));
            Path script = scratch.folder("rows").resolve(SCRIPT);
            Json.writeText(script, source());
            Path job = scratch.folder("job");
            Path out = scratch.folder("out");
            Path told = job.resolve("job.json");
            Json.writeFile(told, job(batch));
            ProgramRunner.Result result = runner.open()
                    .run(new ProgramRunner.Task(
                            script,
                            List.of(scripts.folder().toString(), told.toString(), ProgramRunner.Task.OUTPUT),
                            List.of(scripts.folder(), job),
                            out,
                            new ProgramRunner.Limits(
                                    START + 4 * WALL * batch.size(),
                                    START + 2 * CPU * batch.size(),
                                    2 * MEMORY,
                                    PROCESSES)));
            for (int number = 0; number < batch.size(); number++) {
                verdicts.put(batch.get(number).hash(), read(out.resolve(number + ".json"), result));
            }
        }
        return verdicts;
    }

    private static RowVerdict read(Path file, ProgramRunner.Result result) {
        if (!Files.exists(file)) {
            String why = result.timedOut()
                    ? "its batch ran out of time"
                    : result.outOfMemory() ? "its batch ran out of memory" : result.lastLine();
            return new RowVerdict.Unchecked(why);
        }
        return Json.readFile(file, KnownVerdict.class).verdict();
    }

    private static Map<String, Object> job(List<Trial> batch) {
        return Map.of(
                "limits",
                Map.of("seconds", SECONDS, "wall", WALL, "cpu", CPU, "bytes", MEMORY),
                "rows",
                batch.stream()
                        .map(trial -> Map.of(
                                "entryPoint", trial.specification().entryPoint(),
                                "inputs", parameters(trial.specification().inputs()),
                                "outputs", parameters(trial.specification().outputs()),
                                "code", trial.code(),
                                "shaped", trial.shaped(),
                                "test", trial.test(),
                                "naive", trial.naive()))
                        .toList());
    }

    private static List<Map<String, String>> parameters(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> Map.of(
                        "name", parameter.name(),
                        "type", parameter.type().python(),
                        "meaning", parameter.meaning()))
                .toList();
    }
}
