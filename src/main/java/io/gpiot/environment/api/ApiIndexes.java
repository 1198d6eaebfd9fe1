package io.gpiot.environment.api;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.Resources;
import io.gpiot.base.download.Folders;
import io.gpiot.base.download.Sha256;
import io.gpiot.environment.PythonEnvironment;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The indexes on this machine: {@code cache/api/LOCK-HASH-SCRIPT.json.gz}, each made once, whole or not there. */
public final class ApiIndexes {

    private static final long MOST_MINUTES = 20;

    private final Path folder;

    public ApiIndexes(Home home) {
        this.folder = home.cache().resolve("api").toAbsolutePath();
    }

    /**
     * The index of an environment; imports all its packages where there is none yet, which takes about a minute.
     *
     * @throws GpiotException RESOURCES where the environment's Python cannot do it
     */
    public ApiIndex of(PythonEnvironment environment, Progress progress) {
        String script = Resources.text(ApiIndexes.class, "introspect.py");
        String version = Sha256.of(script.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
        Path file = folder.resolve(environment.lock() + "-" + environment.hash() + "-" + version + ".json.gz");
        if (!Files.isReadable(file)) {
            // The standard library counts as one.
            int total = 1 + environment.modules().size();
            String label = "looking into the Python packages of " + environment.lock();
            try (Progress.Task task = progress.start(label, total, "packages")) {
                make(environment, script, file, task);
                task.at(total);
            }
        }
        return read(file);
    }

    static ApiIndex read(Path file) {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new ApiIndex(Json.MAPPER.readValue(in, ApiIndex.Stored.class));
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage() + "; delete it", e);
        }
    }

    private void make(PythonEnvironment environment, String script, Path file, Progress.Task task) {
        Path work = null;
        try {
            Files.createDirectories(folder);
            work = Files.createTempDirectory(folder, ".part-");
            Path json = work.resolve("api.json");
            Path log = work.resolve("log");
            Files.writeString(work.resolve("introspect.py"), script);
            run(environment, work, json, log, task);
            Path packed = work.resolve("packed");
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
                Files.copy(json, out);
            }
            Files.move(packed, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw GpiotException.resources("cannot make " + file + ": " + e.getMessage(), e);
        } finally {
            delete(work);
        }
    }

    private static void run(PythonEnvironment environment, Path work, Path json, Path log, Progress.Task task)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                environment.python().toString(),
                "-I",
                work.resolve("introspect.py").toString(),
                json.toString()));
        environment.modules().keySet().stream().sorted().forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(work.toFile());
        // Packages write settings and caches below HOME; nothing of the user's is theirs to touch.
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("HOME", work.toString(), "PATH", "/usr/bin:/bin", "MPLCONFIGDIR", work.toString()));
        Process process = builder.start();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
            while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > end) {
                    throw GpiotException.resources(
                            "looking into the Python packages took more than " + MOST_MINUTES + " minutes");
                }
                show(json.resolveSibling(json.getFileName() + ".begun"), task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.isReadable(json)) {
            throw GpiotException.resources("looking into the Python packages failed: " + lastLine(log));
        }
    }

    /** @param begun has one line for each package that was begun */
    private static void show(Path begun, Progress.Task task) throws IOException {
        List<String> lines = Files.isReadable(begun) ? Files.readAllLines(begun) : List.of();
        task.at(Math.max(0, lines.size() - 1));
        if (!lines.isEmpty()) {
            task.note(lines.getLast());
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    private static void delete(@org.jspecify.annotations.Nullable Path work) {
        if (work != null) {
            try {
                Folders.delete(work);
            } catch (IOException e) {
                // a leftover in the cache: harmless
            }
        }
    }
}
