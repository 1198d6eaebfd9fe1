package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands from argument to printed line, on a home folder of their own and with the real embedding model. */
class KnowledgeCommandIT {

    @TempDir
    Path home;

    private final String realHome = System.getProperty("user.home");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void moveHome() {
        assumeTrue(System.getenv("GPIOT_HOME") == null, "GPIOT_HOME is set: the test would write there");
        System.setProperty("user.home", home.toString());
    }

    @AfterEach
    void moveBack() {
        System.setProperty("user.home", realHome);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void addedDocumentIsFoundListedAndRemoved() throws IOException {
        Path file = Files.writeString(home.resolve("note.md"), "# Silo\nGrain bridges over the auger.\n")
                .toRealPath();
        assertEquals(0, run("knowledge", "add", file.toString()), err::toString);
        assertTrue(out.toString().contains("1 added, 0 unchanged, 0 refused"), out::toString);
        assertEquals(0, run("knowledge", "search", "--count", "1", "--kind", "page", "blocked", "grain"));
        assertTrue(out.toString().startsWith("Silo  [" + file), out::toString);
        assertEquals(0, run("knowledge", "list", "--json"));
        assertTrue(out.toString().contains(file.toString()), out::toString);
        assertEquals(0, run("knowledge", "remove", file.toString()));
        assertEquals("removed " + file, out.toString().strip());
    }

    @Test
    void someRefusedFilesAreExitCode4AndTheOthersAreIn() throws IOException {
        Path folder = Files.createDirectories(home.resolve("papers"));
        Files.writeString(folder.resolve("note.md"), "# Silo\nGrain bridges over the auger.\n");
        Files.write(folder.resolve("junk.txt"), new byte[] {0, 1, 2, 3});
        assertEquals(4, run("knowledge", "add", folder.toString()), err::toString);
        assertTrue(out.toString().contains("1 added, 0 unchanged, 1 refused"), out::toString);
    }

    @Test
    void aSearchThatMatchesNoWordSaysSo() {
        assertEquals(0, run("knowledge", "search", "xyzzyqwerty"));
        assertTrue(err.toString().contains("no word of the question occurs in any passage"), err::toString);
        assertEquals(0, run("knowledge", "search", "heart rate"));
        assertEquals("", err.toString());
    }

    @Test
    void anUnknownDomainIsRefusedWithTheKnownOnes() {
        assertEquals(2, run("knowledge", "search", "--domain", "nosuch", "peaks"));
        assertTrue(err.toString().contains("no card has the domain 'nosuch'; the domains are "), err::toString);
    }

    @Test
    void badInputIsOneLineAndExitCode2() throws IOException {
        assertEquals(2, run("knowledge", "add", home.resolve("none.pdf").toString()));
        assertEquals(
                "gpiot: " + home.resolve("none.pdf") + " does not exist; nothing was added",
                err.toString().lines().reduce((first, last) -> last).orElse(""));
        assertEquals(2, run("knowledge", "search", " "));
        assertEquals(2, run("knowledge", "search", "--count", "0", "x"));
        Path junk = Files.write(home.resolve("junk.txt"), new byte[] {0, 1, 2, 3});
        assertEquals(2, run("knowledge", "add", junk.toString()));
        assertTrue(err.toString().contains("is no text, its bytes are binary"), err::toString);
    }
}
