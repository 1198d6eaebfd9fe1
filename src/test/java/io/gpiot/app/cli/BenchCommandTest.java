package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong is said before anything is loaded. */
class BenchCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private void assertRefused(String why, String... arguments) {
        assertEquals(2, run(arguments));
        assertTrue(err.toString().contains(why), err.toString());
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertRefused("several samples need a temperature above 0", "bench", "--samples", "5", "--temperature", "0");
        assertRefused("--prompts must be ours, plain, chain, agents, was 'poems'", "bench", "--prompts", "poems");
        assertRefused("are about our chain: add --prompts chain", "bench", "--no-rtslm");
        assertRefused("--judge and --judge-model go together", "bench", "--judge", "http://localhost:1/v1");
        assertRefused("there is no rubric 'NICE'", "bench", "--rubrics", "NICE");
        assertRefused("name a judge", "bench", "judge", folder.toString());
        assertRefused("there is no result", "bench", "form", folder.toString());
        assertRefused("--only must be code or decomposition", "bench", "--only", "end");
        assertRefused("there is no suite 'no-such'", "bench", "--suite", "no-such");
        assertRefused("--mutants and --limit must be at least 0", "bench", "check-oracles", "--mutants", "-1");
    }

    @Test
    void aComparisonNeedsTwoResults() {
        assertRefused("there is no result", "bench", "compare", folder.toString(), folder.toString());
    }

    @Test
    void theHelpHasExamples() {
        assertEquals(0, run("bench", "--help"));
        assertTrue(out.toString().contains("gpiot bench compare runs/bench-a runs/bench-b"), out.toString());
        assertTrue(out.toString().contains("check-oracles"), out.toString());
    }
}
