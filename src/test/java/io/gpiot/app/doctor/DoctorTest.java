package io.gpiot.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Home;
import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.MachineMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    private static final long GIGABYTE = 1_000_000_000L;

    private static Machine machine(int cores, long memory, String... features) {
        return new Machine(
                "Linux", "amd64", 25, "/jdk", "A CPU", cores, Set.of(features), new MachineMemory(memory, memory));
    }

    private static String recommended(int cores, long memory) {
        return Recommendation.of(machine(cores, memory), Catalogue.builtIn(Map.of()))
                .model();
    }

    @Test
    void featuresAreReadFromTheKernelsLines() {
        Set<String> intel =
                Machine.features(List.of("model name\t: X", "flags\t\t: fpu avx2 amx_bf16", "flags : other"));
        assertEquals(Set.of("fpu", "avx2", "amx_bf16"), intel);
        assertEquals(Set.of("fp", "asimd"), Machine.features(List.of("Features\t: fp asimd")));
    }

    @Test
    void slowProcessorIsANoteAndNotALack() {
        Finding slow = Hardware.processor(machine(1, 8 * GIGABYTE, "avx2"));
        assertEquals(Finding.State.NOTE, slow.state());
        assertEquals("A CPU, 1 core, AVX2", slow.detail());
        assertEquals(
                Finding.State.OK,
                Hardware.processor(machine(2, 8 * GIGABYTE, "amx_bf16")).state());
    }

    @Test
    void oldJavaForeignPlatformAndLittleMemoryAreLacks() {
        Machine poor = new Machine(
                "Mac OS X", "aarch64", 17, "/jdk", "", 8, Set.of(), new MachineMemory(2 * GIGABYTE, GIGABYTE));
        for (Finding finding : List.of(Hardware.java(poor), Hardware.platform(poor), Hardware.memory(poor))) {
            assertEquals(Finding.State.MISSING, finding.state(), finding.subject());
            assertFalse(finding.remedy().isEmpty(), finding.subject());
        }
    }

    @Test
    void modelGrowsWithTheMachine() {
        assertEquals("smollm2-135m-instruct", recommended(2, 2 * GIGABYTE));
        assertEquals("smollm2-135m-instruct", recommended(16, GIGABYTE / 2));
        assertEquals(Catalogue.DEFAULT_MODEL, recommended(2, 24 * GIGABYTE));
        assertEquals(Catalogue.DEFAULT_MODEL, recommended(16, 6 * GIGABYTE));
        assertEquals("qwen2.5-coder-1.5b-instruct", recommended(8, 16 * GIGABYTE));
    }

    @Test
    void aHomeThatIsAFileAndANamedPythonThatIsNoneAreLacks(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Map<String, String> variables =
                Map.of("PATH", folder.toString(), "HOME", folder.toString(), "GPIOT_PYTHON", "/nope");
        for (Path root : List.of(file, file.resolve("below"))) {
            List<Finding> findings = new Doctor(new Home(root), machine(2, 24 * GIGABYTE, "amx_bf16"), variables)
                    .examine()
                    .findings();
            Finding disk = findings.get(4);
            assertEquals(Finding.State.MISSING, disk.state());
            assertEquals("cannot use " + root + ": " + file + " is a file and not a folder", disk.detail());
            Finding python = findings.get(5);
            assertEquals(Finding.State.MISSING, python.state());
            assertEquals("GPIOT_PYTHON is '/nope', which does not exist", python.detail());
            assertEquals("set it to a Python 3.10 to 3.13, or unset it", python.remedy());
        }
    }

    @Test
    void everySubjectIsLookedAtAndEveryLackHasAWayOut(@TempDir Path folder) {
        Map<String, String> variables = Map.of("PATH", folder.toString(), "HOME", folder.toString());
        Diagnosis diagnosis = new Doctor(
                        new Home(folder.resolve("home")), machine(2, 24 * GIGABYTE, "amx_bf16"), variables)
                .examine();
        List<String> subjects =
                diagnosis.findings().stream().map(Finding::subject).toList();
        assertEquals(
                List.of(
                        "Java",
                        "Platform",
                        "Processor",
                        "Memory",
                        "Disk",
                        "Python",
                        "Packages",
                        "Environment",
                        "Sandbox",
                        "Models"),
                subjects);
        for (Finding finding : diagnosis.findings()) {
            assertEquals(finding.state() == Finding.State.OK, finding.remedy().isEmpty(), finding.toString());
        }
        assertTrue(diagnosis.findings().getLast().remedy().contains("gpiot models pull"));
    }
}
