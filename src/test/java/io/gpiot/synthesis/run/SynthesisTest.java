package io.gpiot.synthesis.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.Request;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SynthesisSettings.Draws;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesisTest {

    @TempDir
    Path folder;

    private Path root() {
        return folder.resolve("run");
    }

    @Test
    void aWholeRunLeavesAllItsFiles() {
        Bench bench = new Bench(folder);
        Result result = bench.run(root());
        assertTrue(result.complete());
        Map<String, String> files = Bench.files(root());
        for (String name : List.of("requirement.md", "data.json", "subtasks.md", "subtasks.json", "main.py")) {
            assertTrue(files.containsKey(name), name + " is not in " + files.keySet());
        }
        for (Solution solution : result.solutions()) {
            String module = solution.specification().module();
            assertEquals(solution.candidate().code(), files.get(module + ".py"));
            assertTrue(files.get(module + ".md").contains("What it does."));
        }
        RunRecord record = Json.readFile(root().resolve("run.json"), RunRecord.class);
        assertEquals(List.of(Stage.values()), List.copyOf(record.stages().keySet()));
        assertTrue(record.stages().get(Stage.GENERATE).tokens() > 0);
        assertEquals(result.subTasks().size(), record.outcomes().size());
    }

    @Test
    void theFirstCandidateThatHoldsIsChosenAndLaterOnesAreNotRun() {
        Bench bench = new Bench(folder);
        bench.holds = candidate -> candidate.index() >= 1;
        Result result = bench.run(root());
        result.solutions()
                .forEach(solution -> assertEquals(1, solution.candidate().index()));
        assertEquals(2 * result.subTasks().size(), bench.judged.size());
    }

    /** Values are kept under what came before: whoever looks for them later knows only the order of the solutions. */
    @Test
    void everyProgramIsJudgedAfterThoseThatStandBeforeIt() {
        Bench bench = new Bench(folder);
        int last = new Bench(folder)
                .run(folder.resolve("other"), "Count the beats", true)
                .subTasks()
                .size();
        bench.holds = candidate -> candidate.subTask() != last;
        Result result = bench.run(root());
        assertEquals(
                "Whole Problem", result.solutions().getLast().specification().name());
        for (int i = 0; i < result.solutions().size(); i++) {
            assertEquals(
                    entryPoints(result.solutions().subList(0, i)),
                    entryPoints(bench.before.get(i)),
                    result.solutions().get(i).specification().name());
        }
    }

    private static List<String> entryPoints(List<Solution> solutions) {
        return solutions.stream()
                .map(solution -> solution.specification().entryPoint())
                .toList();
    }

    @Test
    void aSingleRoundDrawsOnce() {
        Bench bench = new Bench(folder);
        Draws usual = bench.settings.sampling();
        bench.settings = bench.settings.withSampling(
                new Draws(2, 1, usual.tokenBudget(), usual.temperature(), usual.seed(), usual.tellFailure()));
        bench.holds = candidate -> false;
        Result result = bench.run(root());
        assertTrue(result.solutions().isEmpty());
        assertTrue(bench.judged.containsAll(List.of("1/0", "1/1")));
        assertTrue(bench.judged.stream().noneMatch(one -> one.equals("1/2")), bench.judged.toString());
    }

    @Test
    void aSpecificationThatWasAmendedStandsBesideTheFirst() {
        Bench bench = new Bench(folder);
        Map<Integer, ValueType> specified = new HashMap<>();
        bench.fails = specification -> {
            Parameter output = specification.outputs().getFirst();
            ValueType first = specified.computeIfAbsent(specification.number(), number -> output.type());
            ValueType other = first == ValueType.BOOL ? ValueType.STR : ValueType.BOOL;
            return output.type() == first
                    ? new Verdict.OffSpecification(
                            output.name() + " is a " + other.python() + ", specified is " + first.python())
                    : new Verdict.Held(
                            specification.outputs().stream()
                                    .map(each -> new Value(each, "measured"))
                                    .toList(),
                            0.5,
                            1 << 20,
                            "");
        };
        bench.holds = candidate -> false;
        Result result = bench.run(root());
        Specification amended = result.solutions().getFirst().specification();
        String file = "specifications/%02d_%s".formatted(amended.number(), amended.entryPoint());
        Map<String, String> files = Bench.files(root());
        String type = amended.outputs().getFirst().type().python();
        assertTrue(files.get(file + ".as-run.md").contains("(" + type + ")"));
        assertFalse(files.get(file + ".md").contains("(" + type + ")"));
        assertTrue(files.get(amended.module() + ".py").contains(" : " + type), files.get(amended.module() + ".py"));
    }

    @Test
    void aListWhereAnArrayIsSpecifiedIsMadeOneInTheProgramItself() {
        Bench bench = new Bench(folder);
        bench.result = List.of(Parameter.parse("beats (numpy.ndarray): sample indices"));
        bench.body = "    return [1]\n";
        bench.fails = specification -> new Verdict.OffSpecification(
                specification.outputs().getFirst().name() + " is a list, specified is numpy.ndarray");
        bench.holds = candidate -> candidate.code().contains("asarray")
                || !candidate
                        .code()
                        .contains("    beats : numpy.ndarray"); // those before the last one hold as they are
        Result result = bench.run(root());
        Solution last = result.solutions().getLast();
        assertEquals(result.subTasks().size(), last.specification().number());
        String program = Bench.files(root()).get(last.specification().module() + ".py");
        assertTrue(program.startsWith("import numpy as np\n"), program);
        assertTrue(program.endsWith("    return np.asarray([1])\n"), program);
        assertTrue(bench.events.stream()
                .anyMatch(event -> event instanceof Event.Repaired repaired
                        && repaired.toString().contains("where arrays are specified")));
    }

    @Test
    void ofATupleWithOneArrayTheArrayIsTaken() {
        Bench bench = new Bench(folder);
        bench.result = List.of(Parameter.parse("beats (numpy.ndarray): sample indices"));
        bench.body = "    return find_peaks(1)\n";
        bench.fails = specification ->
                new Verdict.OffSpecification("beats is a list of numpy.ndarray, dict, specified is numpy.ndarray");
        bench.holds = candidate -> candidate.code().contains("return (find_peaks(1))[0]")
                || !candidate.code().contains("    beats : numpy.ndarray");
        assertTrue(bench.run(root()).answered());
    }

    @Test
    void theSameCommandAgainAsksRunsAndChangesNothing() {
        Bench first = new Bench(folder);
        Result before = first.run(root());
        Map<String, String> files = Bench.files(root());
        Bench second = new Bench(folder);
        assertEquals(before, second.run(root()));
        assertEquals(files, Bench.files(root()));
        assertEquals(0, second.model.asked().size() + second.judged.size() + second.inspected);
    }

    @Test
    void aRunThatDiedAnywhereGoesOnToTheSameResultAndLosesAtMostTheAnswerInTheMaking() {
        Bench whole = new Bench(folder);
        Result expected = whole.run(root());
        Map<String, String> files = Bench.files(root());
        for (int death = 0; death < whole.events.size(); death++) {
            Path again = folder.resolve("died-at-" + death);
            Bench dying = new Bench(folder);
            AtomicInteger left = new AtomicInteger(death);
            dying.listener = event -> {
                if (left.getAndDecrement() == 0) {
                    throw new ThreadDeath();
                }
            };
            assertThrows(ThreadDeath.class, () -> dying.run(again));
            Bench heir = new Bench(folder);
            assertEquals(expected, heir.run(again), "died at " + whole.events.get(death));
            assertEquals(files, Bench.files(again), "died at " + whole.events.get(death));
            int asked = dying.model.asked().size() + heir.model.asked().size();
            assertTrue(asked <= whole.model.asked().size() + 1, asked + " requests, died at " + death);
        }
    }

    /** Stands for a killed process: nothing of ours catches it. */
    private static final class ThreadDeath extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void theDeathOfTheProcessInTheMiddleOfALineLosesOnlyThatLine() throws IOException {
        Result before = new Bench(folder).run(root());
        Path answers = root().resolve("answers.jsonl");
        String text = Files.readString(answers);
        Files.writeString(answers, text.substring(0, text.length() - 20));
        Files.delete(root().resolve("run.json"));
        Bench again = new Bench(folder);
        assertEquals(before, again.run(root()));
        assertEquals(1, again.model.asked().size());
        Bench third = new Bench(folder);
        third.run(root());
        assertEquals(0, third.model.asked().size());
    }

    @Test
    void aPlanStopsBeforeSpecificationsAndAnEditedPlanIsWhatGoesOn() throws IOException {
        Bench planning = new Bench(folder);
        planning.run(root(), "Count the beats", true);
        assertFalse(Files.exists(root().resolve("specifications")));
        Files.writeString(root().resolve("subtasks.md"), "Sub-Task 1 [Mine]\n- one\n\nSub-Task 2 [Too]\n- two\n");
        Bench going = new Bench(folder);
        Result result = going.run(root());
        assertEquals(
                List.of("Mine", "Too"),
                result.outcomes().stream().map(o -> o.specification().name()).toList());
        assertEquals(0, going.inspected);
        assertTrue(going.events.contains(new Event.StageKept(Stage.DECOMPOSE, true)));
        assertEquals(1, planning.model.batches());
    }

    @Test
    void anEditedSpecificationCostsOnlyItsOwnProgramsAndWhatIsBehindThem() throws IOException {
        Result before = new Bench(folder).run(root());
        int last = before.outcomes().size();
        Path file;
        try (var found = Files.list(root().resolve("specifications"))) {
            file = found.filter(f -> f.getFileName().toString().matches("0" + last + "_.*\\.md"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(file, Files.readString(file).replaceAll("(?<=\\*\\*Target\\*\\*\n).*", "Do it otherwise."));
        Bench going = new Bench(folder);
        Result after = going.run(root());
        assertEquals(
                "Do it otherwise.", after.outcomes().getLast().specification().target());
        int candidates = going.settings.sampling().candidates();
        assertEquals(candidates + 1, going.model.asked().size(), "its candidates and its documentation");
        assertTrue(going.judged.stream().allMatch(line -> line.startsWith(last + "/")), going.judged.toString());
        assertEquals(before.outcomes().subList(0, last - 1), after.outcomes().subList(0, last - 1));
    }

    @Test
    void anEditedPlanMakesSpecificationsAnewAndKeepsEditedOnesAside() throws IOException {
        new Bench(folder).run(root());
        Path file;
        try (var found = Files.list(root().resolve("specifications"))) {
            file = found.filter(f -> f.toString().endsWith(".md"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(file, Files.readString(file) + "\n");
        Path secondRound = Files.writeString(root().resolve("candidates/01/100.py"), "of the old plan");
        Path note = Files.writeString(root().resolve("candidates/01/note.txt"), "of the user");
        Files.writeString(root().resolve("subtasks.md"), "Sub-Task 1 [Mine]\n- one\n");
        assertEquals(1, new Bench(folder).run(root()).outcomes().size());
        assertTrue(Files.exists(file.resolveSibling(file.getFileName() + ".old")));
        long programs = Bench.files(root()).keySet().stream()
                .filter(name -> name.matches("step.*\\.py"))
                .count();
        assertEquals(1, programs, "programs of the old plan are gone");
        assertFalse(Files.exists(secondRound), "and its candidates");
        assertTrue(Files.exists(note));
    }

    @Test
    void anEditThatCannotBeReadNamesFileAndLine() throws IOException {
        new Bench(folder).run(root(), "Count the beats", true);
        Files.writeString(root().resolve("subtasks.md"), "Sub-Task 1 [Mine]\n");
        GpiotException error = assertThrows(GpiotException.class, () -> new Bench(folder).run(root()));
        assertTrue(error.getMessage().contains("subtasks.md: line 1:"), error.getMessage());
    }

    @Test
    void whereNothingHoldsFreshCandidatesAreDrawnWithWhatIsKnownAndThenItIsReported() {
        Bench bench = new Bench(folder);
        bench.holds = candidate -> candidate.subTask() < 2;
        Result result = bench.run(root());
        assertInstanceOf(Outcome.Solved.class, result.outcomes().get(0));
        Outcome.Unsolved unsolved =
                assertInstanceOf(Outcome.Unsolved.class, result.outcomes().get(1));
        assertEquals(
                bench.settings.sampling().candidates()
                        * bench.settings.sampling().rounds(),
                unsolved.tried());
        assertTrue(unsolved.summary().contains("raised ValueError"), unsolved.summary());
        assertTrue(bench.model.asked().stream()
                .anyMatch(request -> request.messages().getLast().content().contains(": measured")));
        assertFalse(result.complete());
    }

    @Test
    void programsThatNeverEndAreWhatIsReported() {
        Bench bench = new Bench(folder);
        bench.body = "    x = 1\n".repeat(1000);
        Result result = bench.run(root());
        for (Outcome outcome : result.outcomes()) {
            assertTrue(outcome.summary().contains("the code did not end within the limit"), outcome.summary());
        }
    }

    @Test
    void typeThatProgramsAgreeOnIsPutIntoTheSpecification() {
        Bench bench = new Bench(folder);
        bench.holds = candidate -> false;
        bench.fails = specification -> {
            Parameter output = specification.outputs().getFirst();
            if (output.type() != ValueType.BOOL) {
                return new Verdict.OffSpecification(output.name() + " is a bool, specified is "
                        + output.type().python());
            }
            return new Verdict.Held(
                    specification.outputs().stream()
                            .map(one -> new Value(one, "measured"))
                            .toList(),
                    0.1,
                    1,
                    "");
        };
        Result result = bench.run(root());
        assertTrue(result.outcomes().stream().allMatch(Outcome.Solved.class::isInstance));
        assertTrue(bench.events.stream()
                .anyMatch(event -> event instanceof Event.Repaired repaired
                        && repaired.what().contains("is a bool")));
    }

    @Test
    void typeThatTheUserAskedForIsNotAmended() {
        Bench bench = new Bench(folder);
        bench.result = List.of(Parameter.parse("beats (int): how many"));
        bench.holds = candidate -> false;
        bench.fails = specification -> new Verdict.OffSpecification("beats is a bool, specified is int");
        Result result = bench.run(root());
        assertFalse(result.outcomes().getLast() instanceof Outcome.Solved);
        assertTrue(bench.events.stream()
                .noneMatch(event -> event instanceof Event.Repaired repaired
                        && repaired.what().contains("programs agree")));
    }

    @Test
    void noRoundStartsOnceTheBudgetIsSpent() {
        Bench bench = new Bench(folder);
        bench.holds = candidate -> false;
        bench.settings = bench.settings.withSampling(new Draws(2, 9, 1, 0.7, 1, true));
        Result result = bench.run(root());
        Outcome.Unsolved unsolved =
                assertInstanceOf(Outcome.Unsolved.class, result.outcomes().getFirst());
        assertEquals(2, unsolved.tried());
        assertTrue(unsolved.summary().contains("the budget of 1 tokens is spent"), unsolved.summary());
    }

    @Test
    void aResultThatIsAskedForIsWhatTheLastProgramReturns() {
        Bench bench = new Bench(folder);
        bench.result = List.of(Parameter.parse("r_peaks (numpy.ndarray): sample indices"));
        Result result = bench.run(root());
        assertEquals(bench.result, result.solutions().getLast().specification().outputs());
    }

    @Test
    void otherDataIsLookedAtAgain() throws IOException {
        new Bench(folder).run(root());
        Files.writeString(folder.resolve("data.csv"), "1,2,3,4\n");
        Bench again = new Bench(folder);
        again.run(root());
        assertEquals(1, again.inspected);
        assertFalse(again.judged.isEmpty());
    }

    @Test
    void eachRoleAsksOnItsPathOfTheAdapter() {
        Bench bench = new Bench(folder);
        bench.run(root());
        for (Request request : bench.model.asked()) {
            boolean plans = request.messages().getLast().content().contains("Plan the program");
            boolean writes = request.prefill().startsWith("```python");
            assertEquals(plans ? 1 : writes ? 2 : 0, request.path(), request::toString);
        }
        assertEquals(
                Set.of(0, 1, 2), bench.model.asked().stream().map(Request::path).collect(Collectors.toSet()));
    }
}
