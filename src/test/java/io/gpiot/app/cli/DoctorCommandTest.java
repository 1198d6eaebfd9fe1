package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.app.doctor.Diagnosis;
import io.gpiot.app.doctor.Finding;
import io.gpiot.app.doctor.Recommendation;
import io.gpiot.base.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoctorCommandTest {

    private static final Finding FOUND = new Finding("Java", Finding.State.OK, "Java 25", "");
    private static final Finding LATER = new Finding("Models", Finding.State.NOTE, "none yet", "the first run");
    private static final Finding LACK = new Finding("Python", Finding.State.MISSING, "none", "install one");

    private record Outcome(int exitCode, String output) {}

    private static Outcome run(List<Finding> findings, String... arguments) {
        Diagnosis diagnosis = new Diagnosis(findings, new Recommendation("small", "the default"));
        StringWriter output = new StringWriter();
        CommandLine command = new CommandLine(new DoctorCommand(() -> diagnosis)).setOut(new PrintWriter(output));
        return new Outcome(command.execute(arguments), output.toString());
    }

    @Test
    void exitCodeIsThreeWhereSomethingEssentialIsMissing() {
        assertEquals(3, run(List.of(FOUND, LATER, LACK)).exitCode());
        assertEquals(0, run(List.of(FOUND, LATER)).exitCode());
    }

    @Test
    void eachFindingIsOneLineWithItsWayOut() {
        List<String> lines = run(List.of(FOUND, LACK)).output().lines().toList();
        assertEquals("OK       Java         Java 25", lines.get(0));
        assertEquals("MISSING  Python       none -> install one", lines.get(1));
        assertTrue(lines.getLast().contains("small (the default)"));
    }

    @Test
    void jsonHoldsTheSame() throws Exception {
        var tree = Json.MAPPER.readTree(run(List.of(FOUND, LACK), "--json").output());
        assertEquals("MISSING", tree.at("/findings/1/state").asText());
        assertEquals("small", tree.at("/recommended/model").asText());
    }
}
