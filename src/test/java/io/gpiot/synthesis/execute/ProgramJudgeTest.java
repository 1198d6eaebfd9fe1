package io.gpiot.synthesis.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.execute.ProgramRunner.Result;
import io.gpiot.synthesis.execute.ProgramRunner.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the judge deals with what its Python side says, or fails to say. */
class ProgramJudgeTest {

    private static final Specification DOUBLE = new Specification(
            1,
            "Double",
            "twice",
            "Double it.",
            List.of(),
            List.of(Parameter.parse("doubled (float): twice the value")));

    @TempDir
    Path folder;

    private final List<Task> tasks = new ArrayList<>();

    private static Candidate candidate(int index) {
        return new Candidate(1, index, index, 0, "def twice(): return " + index, "");
    }

    private ProgramJudge judge(ProgramRunner runner) throws IOException {
        ValueStore store = new ValueStore(folder.resolve("values"));
        Json.writeText(store.data().resolve(ValueStore.INSPECTION), "{}");
        ProgramRunner recorded = task -> {
            tasks.add(task);
            return runner.run(task);
        };
        return new ProgramJudge(recorded, new PythonScripts(folder), store, new ProgramJudge.Limits(10, 1 << 30), 2);
    }

    private static Result ended(int code, boolean timedOut, boolean outOfMemory) {
        return new Result(code, "", "Traceback\nlast words\n", 1, 0, timedOut, outOfMemory);
    }

    private static void write(Path out, String name, String json) {
        Json.writeText(out.resolve(name), json);
    }

    @Test
    void aJudgeThatDiesWithoutVerdictsRunsEachCandidateAlone() throws IOException {
        List<Verdict> verdicts = judge(task -> ended(137, false, false))
                .judgeUntilHeld(DOUBLE, List.of(candidate(0), candidate(1)), List.of());
        assertEquals(3, tasks.size(), "both at once, then each alone");
        assertEquals(
                "last words",
                assertInstanceOf(Verdict.Raised.class, verdicts.get(0)).trace());
        assertEquals(2, verdicts.size());
    }

    @Test
    void limitsOfTheWholeRunAreVerdictsOfALoneCandidate() throws IOException {
        assertInstanceOf(
                Verdict.TimedOut.class, judge(task -> ended(0, true, false)).judge(DOUBLE, candidate(0), List.of()));
        assertInstanceOf(
                Verdict.OutOfMemory.class, judge(task -> ended(0, false, true)).judge(DOUBLE, candidate(0), List.of()));
    }

    @Test
    void whoHeldButIsNotVerifiedDoesNotHoldAndTheNextOnesAreJudged() throws IOException {
        ProgramRunner runner = task -> {
            boolean first = tasks.size() <= 2;
            if (task.script().endsWith("judge.py")) {
                write(
                        task.output(),
                        "verdicts.json",
                        "{\"0\": {\"kind\": \"held\", \"seconds\": 1.5, \"printed\": \"p\"}}");
                write(task.output(), "0/doubled.npy", "bytes");
            } else {
                write(
                        task.output(),
                        "facts.json",
                        first
                                ? "{\"why\": \"doubled is empty\", \"facts\": []}"
                                : "{\"why\": null, \"facts\": [\"2\"]}");
            }
            return ended(0, false, false);
        };
        List<Verdict> verdicts = judge(runner).judgeUntilHeld(DOUBLE, List.of(candidate(0), candidate(1)), List.of());
        assertEquals(
                "doubled is empty",
                assertInstanceOf(Verdict.OffSpecification.class, verdicts.get(0))
                        .why());
        Verdict.Held held = assertInstanceOf(Verdict.Held.class, verdicts.get(1));
        assertEquals("2", held.outputs().get(0).facts());
        assertEquals(1.5, held.seconds());
    }

    @Test
    void whoClaimsToHoldWithoutValuesDoesNot() throws IOException {
        ProgramRunner runner = task -> {
            write(task.output(), "verdicts.json", "{\"0\": {\"kind\": \"held\"}}");
            return ended(0, false, false);
        };
        assertInstanceOf(Verdict.OffSpecification.class, judge(runner).judge(DOUBLE, candidate(0), List.of()));
    }

    @Test
    void aProgramsValuesAreNotThoseOfAnotherProgramOrOfOtherData() throws IOException {
        ValueStore store = new ValueStore(folder.resolve("values"));
        Json.writeText(store.data().resolve(ValueStore.INSPECTION), "{\"one\": 1}");
        Path one = store.outputs("step1", "code", List.of());
        assertEquals(one, store.outputs("step1", "code", List.of()));
        assertTrue(!one.equals(store.outputs("step1", "other code", List.of())));
        Json.writeText(store.data().resolve(ValueStore.INSPECTION), "{\"two\": 1}");
        assertTrue(!one.equals(store.outputs("step1", "code", List.of())));
        Files.delete(store.data().resolve(ValueStore.INSPECTION));
        assertThrows(GpiotException.class, () -> store.outputs("step1", "code", List.of()));
    }
}
