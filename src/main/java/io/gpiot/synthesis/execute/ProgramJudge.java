package io.gpiot.synthesis.execute;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Judge;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.execute.ProgramRunner.Result;
import io.gpiot.synthesis.execute.ProgramRunner.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges candidates by running them on the real upstream values. Python and its libraries start once for all candidates of a
 * call; each runs in a child of its own. Whoever holds is verified from its value files in a second, fresh process, and only
 * what that one measured is told. Values are kept, so that later programs get them.
 */
public final class ProgramJudge implements Judge {

    /**
     * Of one candidate.
     *
     * @param seconds of processor time; the wall limit is three times that, for busy machines
     * @param memoryBytes address space on top of the loaded libraries and inputs
     */
    public record Limits(double seconds, long memoryBytes) {

        double wallSeconds() {
            return 3 * seconds;
        }
    }

    private static final int PRINTED_BYTES = 16 << 10;
    private static final double START_SECONDS = 60;
    private static final long LIBRARY_BYTES = 1L << 30;
    private static final int PROCESSES = 128;

    private final ProgramRunner runner;
    private final PythonScripts scripts;
    private final ValueStore store;
    private final Limits limits;
    private final int parallel;

    /** @param parallel how many candidates run at a time */
    public ProgramJudge(ProgramRunner runner, PythonScripts scripts, ValueStore store, Limits limits, int parallel) {
        this.runner = runner;
        this.scripts = scripts;
        this.store = store;
        this.limits = limits;
        this.parallel = parallel;
    }

    @Override
    public Verdict judge(Specification specification, Candidate candidate, List<Solution> earlier) {
        return judgeAll(specification, List.of(candidate), earlier).get(0);
    }

    @Override
    public List<Verdict> judgeUntilHeld(
            Specification specification, List<Candidate> candidates, List<Solution> earlier) {
        List<Verdict> verdicts = new ArrayList<>();
        while (verdicts.size() < candidates.size()) {
            List<Candidate> rest = candidates.subList(verdicts.size(), candidates.size());
            List<Verdict> judged = run(specification, rest, earlier, false);
            verdicts.addAll(judged);
            if (judged.get(judged.size() - 1) instanceof Verdict.Held) {
                break;
            }
        }
        return List.copyOf(verdicts);
    }

    /** Verdicts of all candidates, in their order. */
    public List<Verdict> judgeAll(Specification specification, List<Candidate> candidates, List<Solution> earlier) {
        return run(specification, candidates, earlier, true);
    }

    /** Verdicts of the first candidates: at least one, all of them where {@code all}, else at most up to the first that held. */
    private List<Verdict> run(
            Specification specification, List<Candidate> candidates, List<Solution> earlier, boolean all) {
        Map<String, Path> inputs = inputs(specification, earlier);
        try (Scratch scratch = new Scratch()) {
            Path job = scratch.folder("job");
            writeJob(job, specification, candidates, inputs, all);
            Path out = scratch.folder("out");
            Result result = start(
                    "judge.py", List.of(job.toString(), Task.OUTPUT), readable(job, inputs), out, candidates.size());
            Path written = out.resolve("verdicts.json");
            if (!Files.exists(written)) {
                return candidates.size() == 1
                        ? List.of(withoutVerdicts(result))
                        : oneByOne(specification, candidates, earlier, all);
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (Map.Entry<Integer, VerdictLine> entry : read(written).entrySet()) {
                Verdict verdict = entry.getValue().toVerdict(limits);
                int number = entry.getKey();
                verdicts.add(
                        verdict instanceof Verdict.Held held
                                ? verified(
                                        held,
                                        specification,
                                        job,
                                        inputs,
                                        out.resolve("" + number),
                                        scratch.folder("verify" + number),
                                        store.outputs(
                                                specification.module(),
                                                candidates.get(number).code(),
                                                earlier))
                                : verdict);
            }
            return verdicts;
        }
    }

    /** A candidate that brings down the process which runs them all must not take the others with it. */
    private List<Verdict> oneByOne(
            Specification specification, List<Candidate> candidates, List<Solution> earlier, boolean all) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Candidate candidate : candidates) {
            verdicts.addAll(run(specification, List.of(candidate), earlier, all));
            if (!all && verdicts.get(verdicts.size() - 1) instanceof Verdict.Held) {
                break;
            }
        }
        return verdicts;
    }

    private Verdict withoutVerdicts(Result result) {
        if (result.timedOut()) {
            return new Verdict.TimedOut(limits.seconds());
        }
        if (result.outOfMemory()) {
            return new Verdict.OutOfMemory(limits.memoryBytes());
        }
        String why = "ended the process that ran it (exit code " + result.exitCode() + ")";
        return new Verdict.Raised(why, result.lastLine());
    }

    /** Reads the values of a candidate that held once more, in a process that no candidate ever touched. */
    private Verdict verified(
            Verdict.Held held,
            Specification specification,
            Path job,
            Map<String, Path> inputs,
            Path values,
            Path out,
            Path kept) {
        if (!Files.isDirectory(values)) {
            return new Verdict.OffSpecification("its values did not reach the verification");
        }
        List<Path> readable = new ArrayList<>(readable(job, inputs));
        readable.add(values);
        Result result = start("verify.py", List.of(job.toString(), values.toString(), Task.OUTPUT), readable, out, 0);
        Path written = out.resolve("facts.json");
        if (!Files.exists(written)) {
            return new Verdict.OffSpecification("its values could not be verified: " + result.lastLine());
        }
        Facts facts = Json.readFile(written, Facts.class);
        if (facts.why() != null) {
            return new Verdict.OffSpecification(facts.why());
        }
        store.keep(values, kept);
        List<Value> outputs = new ArrayList<>();
        for (int number = 0; number < specification.outputs().size(); number++) {
            outputs.add(
                    new Value(specification.outputs().get(number), facts.facts().get(number)));
        }
        return new Verdict.Held(List.copyOf(outputs), held.seconds(), held.peakBytes(), held.printed());
    }

    private record Facts(@Nullable String why, List<String> facts) {}

    private Result start(String script, List<String> arguments, List<Path> readable, Path out, int candidates) {
        long memory = LIBRARY_BYTES + parallel * limits.memoryBytes();
        double wall = START_SECONDS + limits.wallSeconds() * Math.ceilDiv(candidates, parallel);
        double cpu = START_SECONDS + limits.seconds() * candidates;
        return runner.run(new Task(
                scripts.script(script),
                arguments,
                readable,
                out,
                new ProgramRunner.Limits(wall, cpu, memory, PROCESSES)));
    }

    private static List<Path> readable(Path job, Map<String, Path> inputs) {
        List<Path> paths = new ArrayList<>(List.of(job));
        inputs.values().stream().distinct().forEach(paths::add);
        return paths;
    }

    /** Input name to the folder of its value; programs whose values are gone run again. */
    private Map<String, Path> inputs(Specification specification, List<Solution> earlier) {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (Parameter input : specification.inputs()) {
            Optional<Solution> provider = ValueStore.provider(input.name(), earlier);
            folders.put(input.name(), provider.isEmpty() ? store.data() : outputs(provider.get(), earlier));
        }
        return folders;
    }

    private Path outputs(Solution solution, List<Solution> earlier) {
        List<Solution> before = earlier.subList(0, earlier.indexOf(solution));
        Path folder = store.outputs(solution, before);
        if (!Files.isDirectory(folder)) {
            Verdict verdict = judge(solution.specification(), solution.candidate(), before);
            if (!(verdict instanceof Verdict.Held)) {
                throw GpiotException.user("the program of sub-task "
                        + solution.specification().number() + " does not hold any more (" + verdict.summary()
                        + "); delete its files to have it written again");
            }
        }
        return folder;
    }

    private void writeJob(
            Path job, Specification specification, List<Candidate> candidates, Map<String, Path> inputs, boolean all) {
        Map<String, Object> limit = Map.of(
                "seconds", limits.wallSeconds(),
                "cpuSeconds", limits.seconds(),
                "bytes", limits.memoryBytes(),
                "printed", PRINTED_BYTES);
        Map<String, Object> form = Map.of(
                "entryPoint", specification.entryPoint(),
                "inputs", parameters(specification.inputs()),
                "outputs", parameters(specification.outputs()));
        Json.writeFile(
                job.resolve("job.json"),
                Map.of(
                        "specification", form,
                        "inputs",
                                inputs.entrySet().stream()
                                        .map(entry -> List.of(
                                                entry.getKey(), entry.getValue().toString()))
                                        .toList(),
                        "candidates", candidates.size(),
                        "file", specification.module() + ".py",
                        "parallel", parallel,
                        "all", all,
                        "limits", limit));
        for (int number = 0; number < candidates.size(); number++) {
            Json.writeText(job.resolve(number + ".py"), candidates.get(number).code());
        }
    }

    private static List<Map<String, String>> parameters(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> Map.of(
                        "name", parameter.name(),
                        "type", parameter.type().python(),
                        "meaning", parameter.meaning()))
                .toList();
    }

    private static TreeMap<Integer, VerdictLine> read(Path file) {
        try {
            return Json.MAPPER.readValue(Files.readAllBytes(file), new TypeReference<>() {});
        } catch (IOException e) {
            throw GpiotException.internal("judge.py wrote verdicts that cannot be read", e);
        }
    }
}
