package io.gpiot.environment;

import io.gpiot.base.GpiotException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs other programs to their end, with one environment for all of them. */
final class Tool {

    /** @param output standard output; with standard error where that is not apart */
    record Result(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    private static final Duration TICK = Duration.ofMillis(200);

    private final Map<String, String> environment;

    Tool(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The first executable of that name on PATH. */
    Optional<Path> onPath(String name) {
        String path = environment.getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name).toAbsolutePath())
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }

    /** A short question: standard output alone, within half a minute; empty where it cannot be asked or fails. */
    Optional<String> ask(List<String> command) {
        Path answer = null;
        try {
            answer = Files.createTempFile("gpiot-", ".out");
            Process process = builder(command, Map.of())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!await(process, Duration.ofSeconds(30), () -> {}) || process.exitValue() != 0) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(answer));
        } catch (IOException e) {
            return Optional.empty();
        } finally {
            delete(answer);
        }
    }

    /**
     * Long work. Files that it makes are readable by everybody.
     *
     * @param log what it prints is appended here
     * @param tick called several times a second while it runs
     * @return with what it printed
     */
    Result run(List<String> command, Map<String, String> more, Path log, Runnable tick) {
        // A closed umask would hide the environment from the user that a sandbox runs programs as.
        List<String> open = new ArrayList<>(List.of("/bin/sh", "-c", "umask 022; exec \"$@\"", "sh"));
        open.addAll(command);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long before = Files.exists(log) ? Files.size(log) : 0;
            Process process = builder(open, more)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            await(process, Duration.ofDays(1), tick);
            byte[] all = Files.readAllBytes(log);
            int from = (int) Math.min(before, all.length);
            return new Result(process.exitValue(), new String(all, from, all.length - from, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw GpiotException.resources("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        }
    }

    private ProcessBuilder builder(List<String> command, Map<String, String> more) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        // Files that lie where the user stands (a json.py, a uv.toml) are not meant for these programs.
        builder.directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return builder;
    }

    /** @return whether it ended in time; else, and where we are interrupted, it is killed with its descendants */
    private static boolean await(Process process, Duration limit, Runnable tick) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!process.waitFor(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > end) {
                    kill(process);
                    return false;
                }
                tick.run();
            }
            return true;
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted", e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // the system's temporary folder: it goes with it
        }
    }
}
