package io.gpiot.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.sandbox.SandboxOutcome.Exited;
import io.gpiot.sandbox.SandboxOutcome.OutOfMemory;
import io.gpiot.sandbox.SandboxOutcome.TimedOut;
import io.gpiot.sandbox.SandboxOutcome.TooMuchOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every layer must contain: {@code reach.py} in one run, each part of {@code wreck.py} in a run of its own. */
abstract class HostileProgramContract {

    private static final long MEBIBYTE = 1L << 20;
    static final Limits LIMITS = new Limits(
            Duration.ofSeconds(20), Duration.ofSeconds(10), 256 * MEBIBYTE, 32 * MEBIBYTE, 200, 24, 64, 64 * 1024);

    private final String token = "token-" + UUID.randomUUID();

    @TempDir
    Path folder;

    private Path secret;
    private Path data;
    private Sandbox sandbox;
    private PythonInterpreter python;

    private Set<String> before;

    abstract Sandbox sandbox();

    abstract PythonInterpreter python();

    /** Whether the layer lets a program start processes. */
    boolean allowsProcesses() {
        return true;
    }

    /** The limit, and the two that a layer's own processes may take. */
    int mostThreads() {
        return LIMITS.processes() + 2;
    }

    @BeforeEach
    void plantWhatMustNotBeReached() throws IOException {
        before = stagingFolders();
        sandbox = sandbox();
        python = python();
        // Open to all: nothing but the sandbox may be what keeps the secret.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        secret = Files.writeString(folder.resolve("secret"), token);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-rw-rw-"));
        data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("file.txt"), "measured");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(data.resolve("file.txt"), PosixFilePermissions.fromString("rw-r--r--"));
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        if (data == null) {
            return; // skipped before anything was planted
        }
        assertEquals(List.of(), TestMachine.running(token), "processes survived");
        assertEquals(before, stagingFolders(), "folders were left");
        assertEquals(token, Files.readString(secret));
        assertFalse(Files.exists(folder.resolve("stolen")));
        assertEquals("measured", Files.readString(data.resolve("file.txt")));
    }

    @Test
    void nothingOutsideCanBeReached() throws Exception {
        try (Victim victim = new Victim(python, Files.createDirectory(folder.resolve("victim")), token)) {
            Files.setPosixFilePermissions(folder.resolve("victim"), PosixFilePermissions.fromString("rwxr-xr-x"));
            ObjectNode goal = victim.addresses()
                    .put("secret", secret.toString())
                    .put("data", data.toString())
                    .put("token", token);
            SandboxOutcome outcome = run(LIMITS, "reach.py", goal.toString());
            Exited exited = assertInstanceOf(Exited.class, outcome, outcome.toString());
            assertEquals(0, exited.code(), exited.stderr());
            List<String> lines = exited.stdout().lines().toList();
            assertEquals(
                    List.of(),
                    lines.stream()
                            .filter(line -> !line.startsWith("contained "))
                            .toList());
            long defined = Files.readString(TestMachine.probe("reach.py", folder))
                    .lines()
                    .filter(line -> line.startsWith("def "))
                    .count();
            assertEquals(defined - 8, lines.size(), "every probe but the helpers reports");
            assertEquals(List.of(), victim.reached());
            assertTrue(victim.unharmed());
        }
    }

    @Test
    void honestProgramSucceeds() throws IOException {
        SandboxOutcome outcome = sandbox.run(new SandboxTask(
                List.of(
                        python.executable().toString(),
                        "-c",
                        "import csv, json, math, os, sys, tempfile, threading\n"
                                + "text = open(sys.argv[1]).read()\n"
                                + "worker = threading.Thread(target=lambda: tempfile.TemporaryFile().write(b'x'))\n"
                                + "worker.start(); worker.join()\n"
                                + "os.makedirs('plots/first')\n"
                                + "open('part', 'w').write(text); os.replace('part', 'plots/first/result.txt')\n"
                                + "print(text, sys.stdin.read(), os.environ['COLOUR'], round(math.pi, 2))\n",
                        data.resolve("file.txt").toString()),
                Map.of("COLOUR", "green"),
                shown(),
                folder.resolve("out"),
                LIMITS,
                "typed"));
        Exited exited = assertInstanceOf(Exited.class, outcome, outcome.toString());
        assertEquals("measured typed green 3.14\n", exited.stdout(), exited.stderr());
        assertEquals(0, exited.code());
        assertEquals(List.of(folder.resolve("out/plots/first/result.txt")), exited.files());
        assertEquals("measured", Files.readString(exited.files().getFirst()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"many_files", "huge_file", "many_large_files", "print_much", "print_errors", "deep_folders"})
    void whatWritesTooMuchIsStopped(String probe) throws IOException {
        TooMuchOutput outcome = assertInstanceOf(TooMuchOutput.class, wreck(LIMITS, probe));
        assertTrue(outcome.stdout().length() + outcome.stderr().length() <= LIMITS.printedBytes());
        assertFalse(Files.exists(folder.resolve("out")), "nothing of it is collected");
    }

    @Test
    void deletedFilesCountToo() throws IOException {
        TooMuchOutput outcome = assertInstanceOf(TooMuchOutput.class, wreck(LIMITS, "deleted_files"));
        assertTrue(outcome.what().contains("deleted"), outcome.what());
    }

    @Test
    void fileCannotBeMadeLargerThanItsLimitWithoutWriting() throws IOException {
        assertTrue(gaveUp(wreck(LIMITS, "sparse_file")));
    }

    @Test
    void memoryIsLimited() throws IOException {
        assertInstanceOf(OutOfMemory.class, wreck(LIMITS, "memory"));
        assertInstanceOf(OutOfMemory.class, wreck(LIMITS, "shared_memory_of_nobody"));
    }

    @Test
    void memoryOfAllProcessesCountsTogether() throws IOException {
        if (!allowsProcesses()) {
            TestMachine.skip("this layer lets a program start no processes");
        }
        assertInstanceOf(OutOfMemory.class, wreck(LIMITS, "memory_of_children"));
    }

    @Test
    void oneTooBigRequestRaisesInside() throws IOException {
        Exited exited = assertInstanceOf(Exited.class, wreck(LIMITS, "one_big_request"));
        assertTrue(exited.stderr().contains("MemoryError"), exited.stderr());
    }

    @Test
    void filesInMemoryAreLimited() throws IOException {
        SandboxOutcome outcome = wreck(LIMITS, "fill_memory_files");
        if (outcome instanceof Exited exited) {
            long filled = Long.parseLong(exited.stdout().strip().split(" ")[1]);
            assertTrue(filled <= 3 * LIMITS.outputBytes() / MEBIBYTE, exited.stdout());
        } else {
            assertInstanceOf(TooMuchOutput.class, outcome);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork_bomb", "sleep_deaf", "sleep_silent"})
    void whatDoesNotEndIsEndedAndNothingSurvives(String probe) throws IOException {
        SandboxOutcome outcome = wreck(LIMITS.withWall(Duration.ofMillis(2500)), probe);
        assertTrue(outcome instanceof TimedOut || outcome instanceof TooMuchOutput, outcome.toString());
    }

    @Test
    void orphansEndWithTheirProgram() throws IOException {
        wreck(LIMITS.withWall(Duration.ofMillis(2500)), "fork_bomb_of_orphans");
    }

    @Test
    void threadsAreLimited() throws IOException {
        SandboxOutcome outcome = wreck(LIMITS, "thread_bomb");
        if (outcome instanceof Exited exited) {
            assertTrue(Integer.parseInt(exited.stdout().strip().split(" ")[1]) <= mostThreads(), exited.stdout());
        } else {
            assertInstanceOf(TooMuchOutput.class, outcome);
        }
    }

    @Test
    void cpuTimeOfAllProcessesCountsTogether() throws IOException {
        SandboxOutcome outcome = wreck(LIMITS.withCpu(Duration.ofSeconds(1)).withWall(Duration.ofSeconds(60)), "burn");
        TimedOut late = assertInstanceOf(TimedOut.class, outcome);
        assertTrue(
                late.usage().cpuSeconds() >= 1 && late.usage().wallSeconds() < 50,
                late.usage().toString());
    }

    @Test
    void daemonDoesNotOutliveItsProgram() throws IOException {
        if (!allowsProcesses()) {
            TestMachine.skip("this layer lets a program start no processes");
        }
        Exited exited = assertInstanceOf(Exited.class, wreck(LIMITS, "daemon"));
        assertEquals("started\n", exited.stdout(), exited.stderr());
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill_everybody", "stop_the_supervisor"})
    void signalsReachNobodyOutside(String probe) throws Exception {
        try (Victim victim = new Victim(python, folder, token + "-host")) {
            SandboxOutcome outcome = wreck(LIMITS, probe);
            assertInstanceOf(Exited.class, outcome, outcome.toString());
            assertTrue(victim.unharmed());
        }
    }

    @Test
    void onlyPlainFilesAreCollectedAndNoLinkIsFollowed() throws IOException {
        Exited exited = assertInstanceOf(Exited.class, wreck(LIMITS, "plant", secret.toString()));
        assertEquals(0, exited.code(), exited.stderr());
        Path out = folder.resolve("out");
        assertTrue(Set.of(List.of(out.resolve("plain")), List.of(out.resolve("again"), out.resolve("plain")))
                .contains(exited.files()));
        assertEquals("honest", Files.readString(out.resolve("plain")));
        assertFalse(Files.exists(out.resolve("link"), LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(out.resolve("folder"), LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.isExecutable(out.resolve("plain")), "modes are not copied");
    }

    @Test
    void folderThatCannotBeLookedIntoIsNotTrusted() throws IOException {
        SandboxOutcome outcome = wreck(LIMITS, "closed_folder");
        assertTrue(outcome instanceof Exited || outcome instanceof TooMuchOutput, outcome.toString());
    }

    @Test
    void openFilesAreLimited() throws IOException {
        Exited exited = assertInstanceOf(Exited.class, wreck(LIMITS, "open_much"));
        assertTrue(Integer.parseInt(exited.stdout().strip().split(" ")[1]) < LIMITS.openFiles(), exited.stdout());
    }

    @Test
    void crashLeavesNoCore() throws IOException {
        Exited exited = assertInstanceOf(Exited.class, wreck(LIMITS, "core"));
        assertEquals(128 + 6, exited.code());
        assertEquals(List.of(), exited.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"foreign_calls", "x32_calls"})
    void callsOfOtherArchitecturesKill(String probe) throws IOException {
        if (!System.getProperty("os.arch").equals("amd64")) {
            TestMachine.skip("machine code of x86_64 only");
        }
        Exited exited = assertInstanceOf(Exited.class, wreck(LIMITS, probe));
        assertEquals(128 + 31, exited.code(), exited.stdout() + exited.stderr());
    }

    @Test
    void interruptKillsTheWholeTree() throws Exception {
        SandboxOutcome[] outcome = new SandboxOutcome[1];
        boolean[] interrupted = new boolean[1];
        Thread thread = new Thread(() -> {
            try {
                outcome[0] = wreck(LIMITS, "sleep_deaf");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        thread.start();
        while (TestMachine.running(token).isEmpty()) {
            Thread.sleep(20);
        }
        thread.interrupt();
        thread.join();
        assertEquals(new SandboxOutcome.Failed("interrupted"), outcome[0]);
        assertTrue(interrupted[0]);
    }

    @Test
    void nothingSurvivesWhoeverStartedIt() throws Exception {
        Process starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SleepInSandbox.class.getName(),
                        sandbox.name(),
                        python.executable().toString(),
                        token)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (starter.isAlive() && TestMachine.running("sleeping-" + token).isEmpty()) {
            Thread.sleep(50);
        }
        assertTrue(starter.isAlive(), "it ended early");
        starter.toHandle().destroyForcibly();
        starter.waitFor();
        // Whatever hangs on it is told by the kernel; a layer's launcher then takes a moment.
        for (int wait = 0; wait < 200 && !TestMachine.running(token).isEmpty(); wait++) {
            Thread.sleep(50);
        }
        assertEquals(List.of(), TestMachine.running(token));
    }

    @Test
    void severalRunsAtOnceDoNotMeet() throws Exception {
        List<SandboxOutcome> outcomes = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            Path out = folder.resolve("out" + number);
            String program = "import os, time\nopen('mine', 'w').write('" + number
                    + "')\ntime.sleep(0.5)\nprint(sorted(os.listdir('.')))";
            threads.add(Thread.ofVirtual().start(() -> {
                SandboxOutcome outcome = sandbox.run(new SandboxTask(
                        List.of(python.executable().toString(), "-c", program), Map.of(), shown(), out, LIMITS, ""));
                synchronized (outcomes) {
                    outcomes.add(outcome);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (SandboxOutcome outcome : outcomes) {
            assertEquals(
                    "['mine']\n",
                    assertInstanceOf(Exited.class, outcome, outcome.toString()).stdout());
        }
        for (int number = 0; number < 3; number++) {
            assertEquals(
                    String.valueOf(number),
                    Files.readString(folder.resolve("out" + number).resolve("mine")));
        }
    }

    /** It ended by itself with an error, or was stopped. */
    private static boolean gaveUp(SandboxOutcome outcome) {
        return outcome instanceof TooMuchOutput || outcome instanceof Exited exited && exited.code() != 0;
    }

    private SandboxOutcome wreck(Limits limits, String probe, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(probe, token));
        all.addAll(List.of(arguments));
        return run(limits, "wreck.py", all.toArray(new String[0]));
    }

    private SandboxOutcome run(Limits limits, String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(python.executable().toString(), "-I", "-S"));
        command.add(TestMachine.probe(script, data).toString());
        command.addAll(List.of(arguments));
        return sandbox.run(new SandboxTask(command, Map.of(), shown(), folder.resolve("out"), limits, ""));
    }

    /** Of this process alone: others may test at the same time. */
    private static Set<String> stagingFolders() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return folders.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(
                            "gpiot-sandbox-" + ProcessHandle.current().pid() + "-"))
                    .collect(Collectors.toSet());
        }
    }

    private List<Path> shown() {
        List<Path> shown = new ArrayList<>(python.readOnly());
        shown.add(data);
        return shown;
    }
}
