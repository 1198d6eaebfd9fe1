package io.gpiot.synthesis.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Judge;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir
    Path folder;

    private static void refused(String part, Executable command) {
        GpiotException error = assertThrows(GpiotException.class, command);
        assertEquals(GpiotException.Category.USER, error.category());
        assertEquals(1, error.getMessage().lines().count());
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void aSecondRunInTheSameFolderIsRefusedWhileTheFirstWorks() {
        Path root = folder.resolve("run");
        Bench first = new Bench(folder);
        first.listener = event -> refused("another run works in", () -> new Bench(folder).run(root));
        first.run(root);
    }

    @Test
    void anotherRequirementInTheSameFolderIsRefusedAndChangesNothing() {
        Path root = folder.resolve("run");
        new Bench(folder).run(root);
        var before = Bench.files(root);
        refused("another requirement ('Count the beats')", () -> new Bench(folder).run(root, "Something else", false));
        assertEquals(before, Bench.files(root));
    }

    @Test
    void aPlaceThatWillNotDoIsToldBeforeAnythingIsLoaded() throws Exception {
        Requirement requirement = new Requirement("Count the beats");
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("ecg.csv"), "1,2,3\n");
        Path other = Files.createDirectories(folder.resolve("other"));
        Path file = Files.writeString(other.resolve("letter.txt"), "Dear");
        Path run = folder.resolve("run");

        refused("lie in each other", () -> RunFolder.check(data, requirement, data));
        refused("lie in each other", () -> RunFolder.check(data.resolve("runs"), requirement, data));
        refused("lie in each other", () -> RunFolder.check(folder, requirement, data));
        refused("is a file", () -> RunFolder.check(file, requirement, data));
        refused("holds something else", () -> RunFolder.check(other, requirement, data));
        RunFolder.check(run, requirement, data);
        assertTrue(Files.notExists(run));

        new Bench(folder).run(run);
        RunFolder.check(run, requirement, data);
        refused("another requirement", () -> RunFolder.check(run, new Requirement("Something else"), data));
        Files.writeString(run.resolve("subtasks.md"), "nothing of that form");
        refused("subtasks.md", () -> RunFolder.check(run, requirement, data));
    }

    @Test
    void aRequirementLongerThanTheContextIsRefusedBeforeTheDataIsRead() {
        Bench bench = new Bench(folder);
        refused("too long", () -> bench.run(folder.resolve("run"), "word ".repeat(19_000), false));
        assertEquals(0, bench.inspected + bench.model.batches());
    }

    @Test
    void missingDataIsRefused() throws Exception {
        Bench bench = new Bench(folder);
        Files.delete(folder.resolve("data.csv"));
        refused("there is no data at", () -> bench.run(folder.resolve("run")));
    }

    @Test
    void everyVerdictComesBackFromTheFile() {
        Specification specification = new Specification(1, "A", "a", "Do.", List.of(), List.of());
        Value value = new Value(Parameter.parse("y (pandas.DataFrame): table"), "3 rows");
        List<Verdict> all = List.of(
                new Verdict.BadFormat("why"),
                new Verdict.SyntaxError(3, "why"),
                new Verdict.WrongEntryPoint("why"),
                new Verdict.MissingImport("torch"),
                new Verdict.Raised("ValueError", "trace"),
                new Verdict.TimedOut(1.5),
                new Verdict.OutOfMemory(1L << 31),
                new Verdict.OffSpecification("why"),
                new Verdict.Held(List.of(value), 0.25, 1L << 33, "printed"));
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            candidates.add(new Candidate(1, i, i, 1, "code " + i, ""));
        }
        Path file = folder.resolve("verdicts.jsonl");
        Judge real = (s, candidate, earlier) -> all.get(candidate.index());
        Judge none = (s, candidate, earlier) -> {
            throw new AssertionError("asked again");
        };
        var limits = SynthesisSettings.DEFAULT.programs();
        assertEquals(
                all,
                new RememberingJudge(real, "data", limits, file).judgeUntilHeld(specification, candidates, List.of()));
        assertEquals(
                all,
                new RememberingJudge(none, "data", limits, file).judgeUntilHeld(specification, candidates, List.of()));
        assertThrows(
                AssertionError.class,
                () -> new RememberingJudge(none, "other data", limits, file)
                        .judge(specification, candidates.getFirst(), List.of()));
    }

    @Test
    void theLockIsGivenBackWhenTheRunFails() {
        Requirement requirement = new Requirement("Count");
        ScriptedModel model = ScriptedModel.babbling();
        for (int i = 0; i < 2; i++) {
            RunFolder.open(folder, task(requirement), model).close();
            refused("another requirement", () -> RunFolder.open(folder, task(new Requirement("Other")), model));
        }
    }

    private Task task(Requirement requirement) {
        return new Task(requirement, folder, List.of(), false, SynthesisSettings.DEFAULT);
    }

    @Test
    void theRecordSaysThatDataWereSimulatedAndIsSilentOfMeasuredOnes() {
        Task measured = task(new Requirement("Find peaks"));
        Task simulated = new Task(
                measured.requirement(), folder, List.of(), false, SynthesisSettings.DEFAULT, "simulated ECG, seed 1");
        for (Task task : List.of(measured, simulated)) {
            RunFolder.open(folder, task, ScriptedModel.babbling()).close();
            assertEquals(
                    task.simulated(),
                    Json.readFile(folder.resolve("run.json"), RunRecord.class).simulated());
        }
    }
}
