package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./gpiot}, on Javas and a Maven that only say how they were called. */
class LauncherTest {

    private static final List<String> TOOLS = List.of(
            "awk",
            "cat",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tee",
            "touch",
            "uname");

    @TempDir
    private Path folder;

    private Path checkout;
    private Path javas;
    private Path bin;

    private record Outcome(int exitCode, String output) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a check out"));
        javas = Files.createDirectories(folder.resolve("java folders"));
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Path real = Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                    .map(place -> Path.of(place, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            program(bin.resolve(tool), "exec " + real + " \"$@\"");
        }
        Files.copy(Path.of("gpiot"), checkout.resolve("gpiot"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(checkout.resolve("src/main"));
        Files.writeString(checkout.resolve("src/main/A.java"), "class A {}");
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        program(
                checkout.resolve("mvnw"),
                "echo \"maven[$JAVA_HOME] $*\"; [ \"$1\" = -v ] || { mkdir -p target/lib; echo jar >target/gpiot.jar; }");
    }

    @Test
    void newestJavaOfTheFoldersRuns() throws Exception {
        jdk("old", "17.0.9");
        jdk("good", "21.0.1");
        jdk("best", "25");
        jdk("ancient", "1.8.0_392");
        assertTrue(run("models").output().contains("java of best"));
    }

    @Test
    void javaHomeIsTakenWhereItIsNewEnough() throws Exception {
        jdk("best", "25");
        Path set = jdk("set", "21.0.1");
        assertTrue(run(Map.of("JAVA_HOME", set.toString()), "models").output().contains("java of set"));
    }

    @Test
    void javaHomeIsPassedOverWhereItIsTooOld() throws Exception {
        jdk("best", "25");
        Path set = jdk("set", "17");
        assertTrue(run(Map.of("JAVA_HOME", set.toString()), "models").output().contains("java of best"));
    }

    @Test
    void javaOnThePathIsFoundThroughItsLinks() throws Exception {
        Path outside = fakeJava(folder.resolve("elsewhere/jdk"), "22", true);
        Files.createSymbolicLink(folder.resolve("alternative"), outside.resolve("bin/java"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of("../alternative"));
        assertTrue(run("models").output().contains("java of jdk"));
    }

    @Test
    void releaseIsAskedOfJavaWhereNoFileTells() throws Exception {
        Path silent = jdk("silent", "23");
        Files.delete(silent.resolve("release"));
        assertTrue(run("models").output().contains("java of silent"));
    }

    @Test
    void worksWithoutAHomeAndWithoutFoldersToLookIn() throws Exception {
        Path set = jdk("set", "25");
        Files.createSymbolicLink(bin.resolve("java"), set.resolve("bin/java"));
        Outcome outcome =
                start(checkout.resolve("gpiot"), checkout, Map.of(), List.of("HOME", "GPIOT_JDK_FOLDERS"), "--jdk");
        assertEquals(0, outcome.exitCode(), outcome.output());
        assertEquals(1, outcome.output().lines().count(), outcome.output());
    }

    @Test
    void noJavaIsOneLineWithTheWayOut() throws Exception {
        jdk("old", "17.0.9");
        Outcome outcome = run("models");
        assertEquals(3, outcome.exitCode());
        assertEquals(1, outcome.output().lines().count(), outcome.output());
        assertTrue(outcome.output().contains("the newest found is 17"), outcome.output());
        assertTrue(outcome.output().contains("install one"), outcome.output());
    }

    @Test
    void buildNeedsAJdkButABuiltJarOnlyNeedsAJava() throws Exception {
        fakeJava(javas.resolve("runtime"), "25", false);
        assertEquals(3, run("models").exitCode());
        Path jdk = jdk("jdk", "21");
        assertTrue(run("models").output().contains("java of runtime"));
        Files.delete(jdk.resolve("bin/javac"));
        assertTrue(run("models").output().contains("java of runtime"));
    }

    @Test
    void jarIsBuiltWhenMissingAndKeptWhenCurrent() throws Exception {
        jdk("jdk", "25");
        assertTrue(run("models").output().contains("building"));
        assertFalse(run("models").output().contains("building"));
        assertTrue(Files.readString(checkout.resolve("target/build.log")).contains("java folders/jdk"));
    }

    @Test
    void jarIsBuiltAnewWhenASourceIsNewer() throws Exception {
        jdk("jdk", "25");
        run("models");
        Files.setLastModifiedTime(
                checkout.resolve("src/main/A.java"), FileTime.from(Instant.now().plusSeconds(5)));
        assertTrue(run("models").output().contains("building"));
    }

    @Test
    void buildTellsHowFarItIs() throws Exception {
        jdk("jdk", "25");
        program(checkout.resolve("mvnw"), """
                [ "$1" != -v ] || exit 0
                echo '[INFO] Downloaded from central: https://example.org/a.jar (1 kB at 1 kB/s)'
                echo '[INFO] Downloaded from central: https://example.org/a.pom (1 kB at 1 kB/s)'
                echo '[INFO] --- compiler:3.16.0:compile (default-compile) @ gpiot ---'
                sleep 2.5; mkdir -p target/lib; echo jar >target/gpiot.jar""");
        Outcome outcome = run(Map.of("GPIOT_TELL_SECONDS", "1"), "models");
        assertTrue(outcome.output().contains(" s, 1 library fetched, compiling\n"), outcome.output());
        assertTrue(outcome.output().contains("java of jdk"), outcome.output());
    }

    @Test
    void failedBuildShowsItsErrorsAndTheLog() throws Exception {
        jdk("jdk", "25");
        program(checkout.resolve("mvnw"), "[ \"$1\" = -v ] || { echo '[ERROR] A.java: no'; exit 1; }");
        Outcome outcome = run("models");
        assertEquals(3, outcome.exitCode());
        assertTrue(outcome.output().contains("[ERROR] A.java: no"), outcome.output());
        assertTrue(outcome.output().contains("target/build.log"), outcome.output());
        assertFalse(Files.exists(checkout.resolve("target/.building")));
    }

    @Test
    void systemMavenStepsInWhereTheWrapperCannotFetchItsOwn() throws Exception {
        jdk("jdk", "25");
        program(checkout.resolve("mvnw"), "echo no network; exit 1");
        program(
                bin.resolve("mvn"),
                "[ \"$1\" = -v ] && { echo Apache Maven 3.8.7; exit; }; mkdir -p target/lib; echo jar >target/gpiot.jar");
        Outcome outcome = run("models");
        assertEquals(0, outcome.exitCode(), outcome.output());
        assertTrue(outcome.output().contains("using the system's 3.8.7"), outcome.output());
        program(bin.resolve("mvn"), "echo Apache Maven 3.6.3");
        Files.delete(checkout.resolve("target/gpiot.jar"));
        assertEquals(3, run("models").exitCode());
    }

    @Test
    void worksThroughALinkFromAnyFolder() throws Exception {
        jdk("jdk", "25");
        Path link = Files.createSymbolicLink(folder.resolve("linked gpiot"), Path.of("a check out/gpiot"));
        Outcome outcome = start(link, javas, Map.of(), "models");
        assertTrue(outcome.output().contains("a check out/target/gpiot.jar> <models>"), outcome.output());
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        jdk("jdk", "25");
        Outcome outcome = run("synth", "count steps, *please*", "", "--data", "my data");
        assertTrue(
                outcome.output().contains("<synth> <count steps, *please*> <> <--data> <my data>"), outcome.output());
    }

    @Test
    void exitCodeOfTheProgramComesThrough() throws Exception {
        Path jdk = jdk("jdk", "25");
        program(jdk.resolve("bin/java"), "exit 7");
        assertEquals(7, run("models").exitCode());
    }

    @Test
    void verifyRunsAllTestsAndNamesTheSkippedOnes() throws Exception {
        jdk("jdk", "25");
        program(checkout.resolve("mvnw"), """
                [ "$1" != -v ] || exit 0
                echo "maven $*"; sleep 0.1; mkdir -p target/surefire-reports
                cat >target/surefire-reports/TEST-A.xml <<END
                <testcase name="holds" classname="io.gpiot.ATest" time="0"/>
                <testcase name="needsNetwork" classname="io.gpiot.AIT" time="0">
                  <skipped message="Assumption failed: no &quot;network&quot; &amp; no cable"/>
                </testcase>
                <testcase name="needsDocker" classname="io.gpiot.BIT" time="0">
                  <skipped type="T"><![CDATA[org.opentest4j.TestAbortedException:${none-}
                no daemon:

                is it running?
                	at org.junit.Assumptions.abort(Assumptions.java:316)
                ]]></skipped>
                </testcase>
                <testcase name="breaks" classname="io.gpiot.ATest" time="0">
                  <failure message="x"/>
                </testcase>
                END
                exit 1""");
        Outcome outcome = run("verify", "-Dextra=1");
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.output().contains("verify -Dextra=1"), outcome.output());
        assertTrue(outcome.output().contains("tests: 2 run, 1 failed, 2 skipped"), outcome.output());
        assertTrue(outcome.output().contains("BIT.needsDocker: no daemon: is it running?\n"), outcome.output());
        assertTrue(
                outcome.output().contains("AIT.needsNetwork: Assumption failed: no \"network\" & no cable"),
                outcome.output());
    }

    private Path jdk(String name, String version) throws IOException {
        return fakeJava(javas.resolve(name), version, true);
    }

    private static Path fakeJava(Path home, String version, boolean compiler) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Us\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(
                home.resolve("bin/java"),
                "[ \"$1\" != -version ] || { echo 'openjdk version \"" + version + "\" 2025' >&2; exit; }; "
                        + "printf 'java of " + home.getFileName() + "'; printf ' <%s>' \"$@\"; echo");
        if (compiler) {
            program(home.resolve("bin/javac"), "exit 0");
        }
        return home;
    }

    private static void program(Path file, String body) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/bash\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        return start(checkout.resolve("gpiot"), checkout, environment, arguments);
    }

    private Outcome start(Path launcher, Path from, Map<String, String> environment, String... arguments)
            throws Exception {
        return start(launcher, from, environment, List.of(), arguments);
    }

    private Outcome start(
            Path launcher, Path from, Map<String, String> environment, List<String> unset, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/bash", launcher.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(from.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("GPIOT_JDK_FOLDERS", javas.toString());
        builder.environment().putAll(environment);
        unset.forEach(builder.environment()::remove);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), output);
    }
}
