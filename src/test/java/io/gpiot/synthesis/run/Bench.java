package io.gpiot.synthesis.run;

import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole synthesis with a babbling model and a judge that decides by rule. */
final class Bench {

    final ScriptedModel model = new ScriptedModel(this::script, 16_000);
    final List<String> judged = new ArrayList<>();
    final List<List<Solution>> before = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    int inspected;
    Predicate<Candidate> holds = candidate -> candidate.index() == candidate.subTask() % 3;
    Function<Specification, Verdict> fails = specification -> new Verdict.Raised("ValueError: no", "line 1");
    Consumer<Event> listener = event -> {};
    SynthesisSettings settings = SynthesisSettings.DEFAULT;
    List<Parameter> result = List.of();
    String body = "    return 1\n";

    private final Path data;

    Bench(Path folder) {
        this.data = folder.resolve("data.csv");
        try {
            if (!Files.exists(data)) {
                Files.writeString(data, "1,2,3\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> script(Request request) {
        if (request.constraint() != null) {
            return Optional.empty();
        }
        return Optional.of(
                request.prefill().contains("## Documentation")
                        ? "What it does."
                        : "    # drawn with " + request.sampling().seed() + "\n" + body);
    }

    Result run(Path root, String requirement, boolean planOnly) {
        Tools tools =
                new Tools(model, Retrieval.NONE, this::inspect, this::judge, Bench::compose, Tools::standardForm, null);
        Task task = new Task(new Requirement(requirement), data, result, planOnly, settings);
        return new Synthesis(tools, event -> {
                    events.add(event);
                    listener.accept(event);
                })
                .run(task, root);
    }

    Result run(Path root) {
        return run(root, "Count the beats", false);
    }

    private List<Value> inspect(Path path) {
        inspected++;
        return List.of(
                new Value(Parameter.parse("ecg (numpy.ndarray): one lead"), "float64, shape (9,)"),
                new Value(Parameter.parse("fs (float): rate in Hz"), "360.0"));
    }

    private Verdict judge(Specification specification, Candidate candidate, List<Solution> earlier) {
        judged.add(specification.number() + "/" + candidate.index());
        if (holds.test(candidate)) {
            before.add(List.copyOf(earlier));
        }
        return holds.test(candidate)
                ? new Verdict.Held(
                        specification.outputs().stream()
                                .map(output -> new Value(output, "measured"))
                                .toList(),
                        0.5,
                        1 << 20,
                        "")
                : fails.apply(specification);
    }

    private static Map<String, String> compose(List<Value> data, List<Solution> solutions) {
        return Map.of(
                "main.py",
                solutions.stream()
                        .map(solution -> solution.specification().module())
                        .collect(Collectors.joining("\n")));
    }

    /** What a run left that people read: file name to text. */
    static Map<String, String> files(Path root) {
        try (Stream<Path> found = Files.walk(root)) {
            Map<String, String> files = new TreeMap<>();
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (!name.matches("(log|answers|verdicts)\\.jsonl|run\\.json|\\.lock")) {
                    files.put(name, Files.readString(file));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
