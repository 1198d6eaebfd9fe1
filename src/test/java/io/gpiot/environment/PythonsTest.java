package io.gpiot.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonsTest {

    @TempDir
    private Path folder;

    private FakeMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new FakeMachine(folder.toRealPath());
    }

    @Test
    void plainPython3ComesFirstWhereItFits() throws Exception {
        machine.python("python3", "3.10.1", false);
        machine.python("python3.12", "3.12.0", false);
        assertEquals("3.10.1", machine.pythons().require(10, 13).version());
        assertEquals("3.12.0", machine.pythons().require(11, 13).version());
    }

    @Test
    void pythonsThatBreakOrAnswerNonsenseArePassedOver() throws Exception {
        machine.script("python3", "exit 1");
        machine.script("python3.12", "echo no json");
        machine.python("python3.11", "3.11.7", false);
        assertEquals("3.11.7", machine.pythons().require(10, 13).version());
    }

    @Test
    void namedPythonIsTakenOrRefusedButNeverReplaced() throws Exception {
        machine.python("python3", "3.11.7", false);
        machine.variables.put(
                "GPIOT_PYTHON", machine.python("mine", "3.12.4", false).toString());
        assertEquals("3.12.4", machine.pythons().require(10, 13).version());
        machine.variables.put(
                "GPIOT_PYTHON", machine.python("old", "3.8.0", false).toString());
        GpiotException refused =
                assertThrows(GpiotException.class, () -> machine.pythons().require(10, 13));
        assertEquals(GpiotException.Category.USER, refused.category());
    }

    @Test
    void whatIsWrongWithTheNamedPythonIsSaidWithTheWayOut() throws Exception {
        machine.python("python3", "3.11.7", false);
        String file = machine.script("nonsense", "exit 1").toString();
        for (Map.Entry<String, String> wrong : Map.of(
                        "/nope",
                        "does not exist",
                        machine.folder.toString(),
                        "is not a program",
                        file,
                        "does not answer as a Python does",
                        machine.python("old", "3.9.2", false).toString(),
                        "is CPython 3.9.2")
                .entrySet()) {
            machine.variables.put("GPIOT_PYTHON", wrong.getKey());
            assertEquals(
                    "GPIOT_PYTHON is '" + wrong.getKey() + "', which " + wrong.getValue(),
                    machine.pythons().objection(10, 13).orElseThrow());
            assertTrue(machine.pythons().first(10, 13).isEmpty());
        }
        machine.variables.remove("GPIOT_PYTHON");
        assertTrue(machine.pythons().objection(10, 13).isEmpty());
    }

    @Test
    void pipIsTakenFromAnyPythonThatHasIt() throws Exception {
        machine.python("python3", "3.11.7", false);
        assertTrue(machine.pythons().withPip().isEmpty());
        machine.python("python3.13", "3.9.2", true);
        assertEquals("3.9.2", machine.pythons().withPip().orElseThrow().version());
    }

    @Test
    void otherImplementationsDoNotFit() {
        Path any = Path.of("/usr/bin/python3");
        assertFalse(new Interpreter(any, any, "PyPy", "3.11.7", List.of(), true).fits(10, 13));
        assertFalse(new Interpreter(any, any, "CPython", "2.7.18", List.of(), true).fits(0, 13));
        assertTrue(new Interpreter(any, any, "CPython", "3.13.0", List.of(), true).fits(10, 13));
    }

    @Test
    void foldersThatEveryProgramSeesAndInnerOnesAreLeftOut() {
        Path any = Path.of("/opt/python/bin/python3");
        List<Path> folders = List.of(
                Path.of("/usr/lib/python3.11"),
                Path.of("/opt/python/lib"),
                Path.of("/opt/python"),
                Path.of("/opt/pythons"));
        assertEquals(
                List.of(Path.of("/opt/python"), Path.of("/opt/pythons")),
                new Interpreter(any, any, "CPython", "3.11.7", folders, true).readOnly());
    }
}
