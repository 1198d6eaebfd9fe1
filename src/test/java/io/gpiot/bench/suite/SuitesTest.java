package io.gpiot.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuitesTest {

    private static final String CODE = """
            {"id": "code/a", "kind": "code", "domain": "ecg", "title": "Sum", "target": "Add.", \
            "input_specification": ["a (float): volts"], "output_specification": ["b (float): volts"], \
            "signature": "def f(a):", "entry_point": "f", "reference": "def f(a):\\n    return a", \
            "test": ["def check(candidate):", "    assert candidate(1.0) == 1.0"], "naive": "def f(a):\\n    return 0"}
            """;

    private static final String PLAN = """
            {"id": "decomposition/a", "kind": "decomposition", "domain": "ecg", "problem": "p", "requirements": ["r"], \
            "subtasks": [{"name": "Load", "steps": ["read", "check"]}]}
            """;

    private static final String HUMAN_EVAL = """
            {"task_id": "HumanEval/38", "prompt": "def helper(x):\\n    return x\\n\\n\\ndef f(x: int):\\n    \\"\\"\\"Twice.\\"\\"\\"\\n", \
            "entry_point": "f", "canonical_solution": "    return 2 * x\\n", "test": "def check(candidate):\\n    assert candidate(helper(1)) == 2\\n"}
            """;

    private static final String MBPP = """
            [{"task_id": 7, "prompt": "Write a function to double.", "code": "def inner(x):\\n  return x\\ndef twice(x):\\n  return inner(2 * x)", \
            "test_imports": ["import math"], "test_list": ["assert twice (1) == 2", "assert math.isclose(twice(0.5), 1)"]}]
            """;

    @TempDir
    private Path folder;

    private Suite read(String name, String text) throws IOException {
        return Suites.read(Files.writeString(folder.resolve(name), text).toString(), () -> folder);
    }

    @Test
    void tasksOfOtherPeopleInOurFormatAreReadAsTheyAre() throws IOException {
        Suite suite = read("mine.jsonl", CODE + PLAN + "{\"id\": \"e\", \"kind\": \"endtoend\"}\n");
        CodeItem item = suite.code().getFirst();
        assertEquals("f", item.entryPoint());
        assertEquals("def check(candidate):\n    assert candidate(1.0) == 1.0\n", item.test());
        assertEquals(
                "def f(a):",
                assertInstanceOf(Question.Specified.class, item.question())
                        .specification()
                        .signature());
        assertEquals(
                List.of("read", "check"),
                suite.plans().getFirst().subTasks().getFirst().steps());
        assertTrue(suite.notes().getFirst().contains("end-to-end"), suite.notes()::toString);
    }

    @Test
    void humanEvalKeepsItsHelpersForProgramsAndTests() throws IOException {
        Path file = folder.resolve("human.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(HUMAN_EVAL.getBytes(StandardCharsets.UTF_8));
        }
        CodeItem item = Suites.read(file.toString(), () -> folder).code().getFirst();
        assertEquals("def helper(x):\n    return x", item.head());
        assertEquals(
                "def helper(x):\n    return x\n\n\ndef f(x):\n    return 0\n", item.whole("def f(x):\n    return 0\n"));
        assertTrue(item.reference().endsWith("\"\"\"Twice.\"\"\"\n    return 2 * x\n"), item::reference);
        assertTrue(item.test().startsWith(item.reference() + "\n\ndef check"), item::test);
    }

    @Test
    void mbppsAssertionsBecomeACheckOfTheFunctionThatTheyCall() throws IOException {
        CodeItem item = read("mbpp.json", MBPP).code().getFirst();
        assertEquals("MBPP/7", item.id());
        assertEquals("twice", item.entryPoint());
        assertEquals("""
                import math


                def check(candidate):
                    twice = candidate
                    assert twice (1) == 2
                    assert math.isclose(twice(0.5), 1)
                """, item.test());
    }

    @Test
    void theHashFollowsTheTasksAndNothingElse() throws IOException {
        String hash = read("one.jsonl", CODE + PLAN).hash();
        assertEquals(hash, read("two.jsonl", CODE + "\n" + PLAN).hash());
        assertNotEquals(
                hash,
                read("three.jsonl", CODE + PLAN.replace("\"read\"", "\"load\"")).hash());
        assertNotEquals(
                hash,
                read("four.jsonl", CODE.replace("== 1.0\"", "== 2.0\"") + PLAN).hash());
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        assertFault("task 2: the kind must be code", CODE + "{\"id\": \"x\", \"kind\": \"poem\"}");
        assertFault("task 1: the field 'test' must be a list", CODE.replace("\"test\"", "\"tests\""));
        assertFault("two tasks 'code/a'", CODE + CODE);
        assertFault("line 2: ", CODE + "{broken");
        assertFault("'input_specification': ", CODE.replace("a (float): volts", "a"));
        assertFault("has no tasks", "");
        GpiotException absent = assertThrows(GpiotException.class, () -> Suites.read("no-such-suite", () -> folder));
        assertTrue(absent.getMessage().contains("gpiot-bench, development"), absent::getMessage);
    }

    private void assertFault(String part, String text) {
        GpiotException fault = assertThrows(GpiotException.class, () -> read("bad.jsonl", text));
        assertEquals(GpiotException.Category.USER, fault.category());
        assertTrue(fault.getMessage().contains(part), fault::getMessage);
    }
}
