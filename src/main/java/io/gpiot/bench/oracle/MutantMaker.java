package io.gpiot.bench.oracle;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import io.gpiot.bench.oracle.OracleReport.Mutant;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.data.examine.Scripts;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes mutants of references with Python's own parser. */
final class MutantMaker {

    private static final String SCRIPT = "mutants.py";
    private static final double SECONDS = 120;

    private MutantMaker() {}

    /** @return at most so many of each task, in the tasks' order */
    static List<List<Mutant>> make(ProgramRunner runner, Path scripts, List<CodeItem> items, int most) {
        Path script = scripts.resolve(SCRIPT).toAbsolutePath();
        Json.writeText(script, Resources.text(MutantMaker.class, "/io/gpiot/bench/python/" + SCRIPT));
        try (Scratch scratch = new Scratch()) {
            Path in = scratch.folder("in");
            Path out = scratch.folder("out");
            Json.writeFile(
                    in.resolve("references.json"),
                    Map.of(
                            "most",
                            most,
                            "references",
                            items.stream()
                                    .map(item -> Map.of("id", item.id(), "code", item.reference()))
                                    .toList()));
            String ended = Scripts.run(runner, script, in, out, SECONDS, "");
            Path file = out.resolve("mutants.json");
            if (!Files.exists(file)) {
                throw GpiotException.user("cannot make mutants of the references: " + ended);
            }
            return Arrays.stream(Json.readFile(file, Mutant[][].class))
                    .map(List::of)
                    .toList();
        }
    }
}
