package io.gpiot.synthesis.compose;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.ProgramRunner.Limits;
import io.gpiot.synthesis.execute.ProgramRunner.Result;
import io.gpiot.synthesis.execute.ProgramRunner.Task;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.Scratch;
import io.gpiot.synthesis.execute.ValueStore;
import io.gpiot.synthesis.inspect.DataInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a composed program as the user would, and compares what it saved with the values that it was chosen for. */
public final class WholeRun {

    private final ProgramRunner runner;
    private final PythonScripts scripts;

    public WholeRun(ProgramRunner runner, PythonScripts scripts) {
        this.runner = runner;
        this.scripts = scripts;
    }

    /**
     * Runs {@code main.py} on a data folder.
     *
     * @param folder with main.py and the programs
     * @param results an existing folder for NAME.npy, NAME.csv, NAME.json and, where {@code plots}, NAME.png
     */
    public Result run(Path folder, Path data, Path results, boolean plots, Limits limits) {
        List<String> arguments = new ArrayList<>(
                List.of("--data", data.toAbsolutePath().normalize().toString(), "--out", Task.OUTPUT));
        if (!plots) {
            arguments.add("--no-plots");
        }
        return runner.run(new Task(
                folder.resolve("main.py").toAbsolutePath(),
                arguments,
                DataInspector.readable(data.toAbsolutePath().normalize()),
                results,
                limits));
    }

    /**
     * Where the saved results differ from the step-wise values: name to how; empty where all are the same.
     *
     * @param results of {@link #run} on the data that the solutions were judged on
     */
    public Map<String, String> differences(List<Solution> solutions, ValueStore store, Path results) {
        Map<String, String> places = new LinkedHashMap<>();
        for (int number = 0; number < solutions.size(); number++) {
            Path outputs = store.outputs(solutions.get(number), solutions.subList(0, number));
            for (Parameter output : solutions.get(number).specification().outputs()) {
                places.put(output.name(), outputs.toString());
            }
        }
        try (Scratch scratch = new Scratch()) {
            Path job = scratch.folder("job");
            Json.writeFile(job.resolve("places.json"), places);
            Path out = scratch.folder("out");
            List<Path> readable = new ArrayList<>(List.of(job, results.toAbsolutePath()));
            places.values().stream().distinct().map(Path::of).forEach(readable::add);
            Result result = runner.run(new Task(
                    scripts.script("compare.py"),
                    List.of(
                            job.resolve("places.json").toString(),
                            results.toAbsolutePath().toString(),
                            Task.OUTPUT),
                    readable,
                    out,
                    new Limits(300, 120, 4L << 30, 16)));
            Path written = out.resolve("differences.json");
            if (!Files.exists(written)) {
                throw GpiotException.resources("the results could not be compared: " + result.lastLine());
            }
            return Json.MAPPER.readValue(Files.readAllBytes(written), new TypeReference<>() {});
        } catch (IOException e) {
            throw GpiotException.internal("cannot read the comparison of the results", e);
        }
    }
}
