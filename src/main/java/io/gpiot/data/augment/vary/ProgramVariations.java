package io.gpiot.data.augment.vary;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import io.gpiot.data.Axis;
import io.gpiot.data.Label;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.scale.Work;
import io.gpiot.data.scale.Workers;
import io.gpiot.data.verify.RunnerSource;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes variations of programs with their specifications, documentations and tests. */
public final class ProgramVariations {

    private static final String MACHINERY = "vary_rows.py";
    private static final List<String> SCRIPTS = List.of(
            MACHINERY,
            "vary_common.py",
            "vary_operators.py",
            "vary_units.py",
            "vary_deliveries.py",
            "vary_shapes.py",
            "vary_constraints.py",
            "vary_without_scipy.py");
    private static final double SECONDS = 300;
    private static final long MEMORY = 2L << 30;
    private static final int PROCESSES = 8;

    /** Rows that one start of Python varies. */
    private static final int CHUNK = 40;

    private final RunnerSource runner;
    private final Workers workers;

    public ProgramVariations(RunnerSource runner, Workers workers) {
        this.runner = runner;
        this.workers = workers;
    }

    private record Value(String name, String type, String meaning) {

        static Value of(Parameter parameter) {
            return new Value(parameter.name(), parameter.type().python(), parameter.meaning());
        }

        Parameter parameter() {
            return new Parameter(name, ValueType.of(type), meaning);
        }
    }

    private record Varied(
            String id,
            String parent,
            String axis,
            String title,
            String entry,
            String target,
            List<Value> inputs,
            List<Value> outputs,
            String code,
            String documentation,
            String test,
            String naive) {}

    private record Answer(List<Varied> variations, int skipped) {}

    /**
     * Variations, not yet run; the same rows, most and seed give the same ones.
     *
     * @param most variations of one row
     */
    public List<ProgramRow> of(List<ProgramRow> rows, int most, long seed) {
        List<ArrayList<ProgramRow>> chunks = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += CHUNK) {
            chunks.add(new ArrayList<>(rows.subList(from, Math.min(from + CHUNK, rows.size()))));
        }
        List<ProgramRow> varied = new ArrayList<>();
        workers.each(chunks.iterator(), new Chunk(runner, most, seed), varied::addAll);
        return varied;
    }

    /** What varies some rows; a row's variations do not depend on the others. */
    private record Chunk(RunnerSource runner, int most, long seed)
            implements Work<ArrayList<ProgramRow>, ArrayList<ProgramRow>> {

        @Override
        public ArrayList<ProgramRow> of(ArrayList<ProgramRow> rows) {
            Map<String, ProgramRow> parents = new HashMap<>();
            rows.forEach(row -> parents.put(row.label().id(), row));
            ArrayList<ProgramRow> varied = new ArrayList<>();
            for (Varied each : answer(runner.open(), rows, most, seed).variations()) {
                ProgramRow parent = parents.get(each.parent());
                if (parent == null) {
                    throw new IllegalStateException("a variation of " + each.parent() + ", which was not given");
                }
                varied.add(row(each, parent));
            }
            return varied;
        }
    }

    private static Answer answer(ProgramRunner runner, List<ProgramRow> rows, int most, long seed) {
        try (Scratch scratch = new Scratch()) {
            Path scripts = scratch.folder("scripts");
            for (String name : SCRIPTS) {
                Json.writeText(
                        scripts.resolve(name), Resources.text(ProgramVariations.class, "/io/gpiot/data/" + name));
            }
            Path job = scratch.folder("job");
            Path out = scratch.folder("out");
            Path told = job.resolve("job.json");
            Json.writeFile(
                    told,
                    Map.of(
                            "most",
                            most,
                            "seed",
                            seed,
                            "rows",
                            rows.stream().map(ProgramVariations::told).toList()));
            ProgramRunner.Result result = runner.run(new ProgramRunner.Task(
                    scripts.resolve(MACHINERY),
                    List.of(scripts.toString(), told.toString(), ProgramRunner.Task.OUTPUT),
                    List.of(scripts, job),
                    out,
                    new ProgramRunner.Limits(2 * SECONDS, SECONDS, MEMORY, PROCESSES)));
            Path answer = out.resolve("variations.json");
            if (!Files.exists(answer)) {
                throw GpiotException.resources("varying programs failed: " + result.lastLine());
            }
            return Json.readFile(answer, Answer.class);
        }
    }

    private static Map<String, Object> told(ProgramRow row) {
        Specification specification = row.specification();
        return Map.of(
                "id",
                row.label().id(),
                "title",
                specification.name(),
                "entry",
                specification.entryPoint(),
                "target",
                specification.target(),
                "inputs",
                specification.inputs().stream().map(Value::of).toList(),
                "outputs",
                specification.outputs().stream().map(Value::of).toList(),
                "code",
                row.code(),
                "documentation",
                row.documentation(),
                "test",
                row.test());
    }

    private static ProgramRow row(Varied varied, ProgramRow parent) {
        Label label = parent.label();
        Axis axis = Axis.of(varied.axis())
                .orElseThrow(() -> new IllegalStateException("a variation's axis is '" + varied.axis() + "'"));
        return new ProgramRow(
                Label.varied(varied.id(), label.kind(), label.domain(), label.topic(), axis, "", label.id()),
                parent.level(),
                new Specification(
                        1,
                        varied.title(),
                        varied.entry(),
                        varied.target(),
                        varied.inputs().stream().map(Value::parameter).toList(),
                        varied.outputs().stream().map(Value::parameter).toList()),
                varied.code(),
                varied.documentation(),
                varied.test(),
                varied.naive());
    }
}
