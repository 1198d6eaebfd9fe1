package io.gpiot.sandbox;

import io.gpiot.sandbox.host.Folder;
import io.gpiot.sandbox.host.ProcessTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a started layer and kills all of it at the first limit that it passes. Whatever a layer's own limits do, this
 * one always counts: wall and CPU time, memory summed over processes, files, printed text, processes.
 */
final class Supervisor {

    /** What a layer starts. */
    interface Launch {
        List<String> command();

        /** Folders that the program writes on the host's disk. */
        List<Folder> watched();

        /** A process of the program's tree that may outlive the first one for a moment, once it is known. */
        default OptionalLong member() {
            return OptionalLong.empty();
        }

        /** Asks the layer itself to end everything; afterwards the processes are killed in any case. */
        default void stop(Process process) {}
    }

    private static final int SHORTEST_PAUSE_MS = 5;
    private static final int LONGEST_PAUSE_MS = 40;
    private static final long END_MS = 5_000;
    /** Exit codes of what SIGINT or SIGTERM ended, and how soon after it we know that we were meant. */
    private static final Set<Integer> STOPPED = Set.of(128 + 2, 128 + 15);

    private static final long STOP_MS = 200;
    private static final String ENDING = "interrupted: GPIoT is ending";

    private final Launch launch;
    private final Limits limits;
    private final Process process;
    private final ProcessTree tree;
    private final Printed printed;
    private final long start = System.nanoTime();
    private volatile boolean weEnd;
    private double cpuSeconds;
    private long peakBytes;

    private Supervisor(Launch launch, Limits limits, Process process) {
        this.launch = launch;
        this.limits = limits;
        this.process = process;
        this.tree = new ProcessTree(process.pid());
        this.printed = new Printed(process, limits.printedBytes());
    }

    /**
     * Runs a launch to its end; {@code Exited} comes without files.
     *
     * <p>The kernel ends a sandbox when the thread that started it ends, and a virtual thread's carrier may end any
     * time, so a virtual caller gets a platform thread to wait for.
     */
    static SandboxOutcome run(Launch launch, Limits limits, String standardInput) {
        if (!Thread.currentThread().isVirtual()) {
            return runHere(launch, limits, standardInput);
        }
        SandboxOutcome[] outcome = {new SandboxOutcome.Failed("interrupted")};
        Thread thread = Thread.ofPlatform()
                .name("sandbox-run")
                .start(() -> outcome[0] = runHere(launch, limits, standardInput));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome[0];
    }

    /** Takes the files of a program that ended by itself out of its folder. */
    static SandboxOutcome collect(SandboxOutcome outcome, Folder output, SandboxTask task) throws IOException {
        return outcome instanceof SandboxOutcome.Exited exited
                ? exited.withFiles(output.collectInto(task.outputFolder().toAbsolutePath()))
                : outcome;
    }

    private static SandboxOutcome runHere(Launch launch, Limits limits, String standardInput) {
        Process process;
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(launch.command()).directory(Path.of("/").toFile());
            builder.environment().clear(); // else it could be read in /proc/1/environ
            process = builder.start();
        } catch (IOException e) {
            return new SandboxOutcome.Failed("cannot start " + launch.command().getFirst() + ": " + e.getMessage());
        }
        Supervisor supervisor = new Supervisor(launch, limits, process);
        Thread atExit = new Thread(supervisor::endWithUs);
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException e) {
            supervisor.killAll();
            return new SandboxOutcome.Failed(ENDING);
        }
        try {
            supervisor.preferAsVictim();
            supervisor.feed(standardInput);
            return supervisor.watch();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(atExit);
            } catch (IllegalStateException e) {
                // the hook is running, which is as good
            }
        }
    }

    private SandboxOutcome watch() {
        try {
            int pause = SHORTEST_PAUSE_MS;
            while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
                pause = Math.min(LONGEST_PAUSE_MS, pause + SHORTEST_PAUSE_MS);
                SandboxOutcome excess = excess();
                if (excess != null) {
                    killAll();
                    return excess;
                }
            }
            Usage usage = usage();
            launch.member().ifPresent(tree::see);
            if (!tree.awaitEnd(END_MS)) {
                killAll();
            }
            printed.awaitEnd(END_MS);
            return ended(usage);
        } catch (InterruptedException e) {
            killAll();
            Thread.currentThread().interrupt();
            return new SandboxOutcome.Failed("interrupted");
        }
    }

    private void endWithUs() {
        weEnd = true;
        killAll();
    }

    /** Whether the program ended because we do: a terminal's Ctrl-C reaches it at the same moment as us. */
    private boolean endedWithUs() throws InterruptedException {
        if (!weEnd && STOPPED.contains(process.exitValue())) {
            Thread.sleep(STOP_MS);
        }
        return weEnd;
    }

    private SandboxOutcome ended(Usage usage) throws InterruptedException {
        if (endedWithUs()) {
            return new SandboxOutcome.Failed(ENDING);
        }
        Optional<String> files = excessOfFiles(0);
        if (files.isPresent()) {
            return new SandboxOutcome.TooMuchOutput(files.get(), printed.stdout(), printed.stderr(), usage);
        }
        if (printed.tooMuch()) {
            return tooMuchPrinted(usage);
        }
        if (process.exitValue() > 128
                && usage.cpuSeconds() >= seconds(limits.cpu().toNanos())) {
            return new SandboxOutcome.TimedOut(printed.stdout(), printed.stderr(), usage);
        }
        return new SandboxOutcome.Exited(process.exitValue(), printed.stdout(), printed.stderr(), usage, List.of());
    }

    private @Nullable SandboxOutcome excess() {
        launch.member().ifPresent(tree::see);
        ProcessTree.Sample sample = tree.sample();
        cpuSeconds = Math.max(cpuSeconds, sample.cpuSeconds());
        peakBytes = Math.max(peakBytes, sample.memoryBytes());
        Usage usage = usage();
        if (usage.wallSeconds() > seconds(limits.wall().toNanos())
                || usage.cpuSeconds() > seconds(limits.cpu().toNanos())) {
            return new SandboxOutcome.TimedOut(printed.stdout(), printed.stderr(), usage);
        }
        if (sample.memoryBytes() > limits.memoryBytes()) {
            return new SandboxOutcome.OutOfMemory(limits.memoryBytes(), printed.stdout(), printed.stderr(), usage);
        }
        if (printed.tooMuch()) {
            return tooMuchPrinted(usage);
        }
        // The layer's own processes are few, but they count in the sample.
        if (Math.max(sample.processes(), sample.threads()) > limits.processes() + 8) {
            String what = "more than " + limits.processes() + " processes";
            return new SandboxOutcome.TooMuchOutput(what, printed.stdout(), printed.stderr(), usage);
        }
        return excessOfFiles(sample.hiddenBytes())
                .map(what -> new SandboxOutcome.TooMuchOutput(what, printed.stdout(), printed.stderr(), usage))
                .orElse(null);
    }

    private SandboxOutcome tooMuchPrinted(Usage usage) {
        return new SandboxOutcome.TooMuchOutput(
                "more than " + limits.printedBytes() + " bytes printed", printed.stdout(), printed.stderr(), usage);
    }

    private Optional<String> excessOfFiles(long hiddenBytes) {
        if (hiddenBytes > limits.outputBytes()) {
            return Optional.of("more than " + limits.outputBytes() + " bytes of deleted files");
        }
        return launch.watched().stream()
                .flatMap(folder -> folder.excess().stream())
                .findFirst();
    }

    private Usage usage() {
        return new Usage(seconds(System.nanoTime() - start), cpuSeconds, peakBytes);
    }

    private void killAll() {
        boolean interrupted = Thread.interrupted();
        launch.member().ifPresent(tree::see);
        launch.stop(process);
        tree.kill();
        process.toHandle().destroyForcibly();
        tree.awaitEnd(END_MS);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** When the machine itself runs out of memory, the program goes first, not we. */
    private void preferAsVictim() {
        try {
            Files.writeString(Path.of("/proc/" + process.pid() + "/oom_score_adj"), "1000");
        } catch (IOException e) {
            return; // it ended, or /proc is read-only here
        }
    }

    /** In a thread of its own: a program that does not read would block us. */
    private void feed(String standardInput) {
        OutputStream stream = process.getOutputStream();
        Thread.ofPlatform().daemon().name("sandbox-input").start(() -> {
            try (stream) {
                stream.write(standardInput.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                return; // it closed its input or ended: its own choice
            }
        });
    }

    /** The environment that every layer gives, with the task's own values on top. */
    static Map<String, String> environment(SandboxTask task, String output, String temporary) {
        String threads = String.valueOf(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "HOME", temporary,
                "TMPDIR", temporary,
                "LANG", "C.UTF-8",
                "PYTHONDONTWRITEBYTECODE", "1",
                "OMP_NUM_THREADS", threads,
                "OPENBLAS_NUM_THREADS", threads,
                "MKL_NUM_THREADS", threads,
                "SANDBOX_OUTPUT", output));
        environment.putAll(task.environment());
        return environment;
    }

    private static double seconds(long nanoseconds) {
        return nanoseconds / 1e9;
    }
}
