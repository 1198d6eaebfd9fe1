package io.gpiot.environment;

import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far uv is, from what it says in its log and what lies in the environment: finding, fetching, installing,
 * compiling.
 */
final class InstallProgress implements AutoCloseable {

    private static final Pattern RESOLVED = Pattern.compile("Resolved (\\d+) packages?");
    private static final Pattern FETCHED = Pattern.compile("(?m)^ *(?:Downloaded|Prepared) ");

    private final Progress progress;
    private final String name;
    private final Path log;
    private final Path part;
    private Progress.@Nullable Task task;
    private String phase = "";

    InstallProgress(Progress progress, String name, Path log, Path part) {
        this.progress = progress;
        this.name = name;
        this.log = log;
        this.part = part;
    }

    /** Called again and again while uv runs. */
    void look() {
        String said;
        try {
            said = Files.readString(log);
        } catch (IOException e) {
            return; // shown at the next look
        }
        Matcher resolved = RESOLVED.matcher(said);
        if (!resolved.find()) {
            begin("finding packages", -1);
            return;
        }
        long total = Long.parseLong(resolved.group(1));
        if (said.contains("Installed ")) {
            begin("compiling", -1);
        } else if (said.contains("Prepared ")) {
            begin("installing", total).at(Math.min(total, installed()));
        } else {
            begin("fetching", -1).note(FETCHED.matcher(said).results().count() + " large packages here");
        }
    }

    private Progress.Task begin(String next, long total) {
        Progress.Task current = task;
        if (current == null || !phase.equals(next)) {
            close();
            phase = next;
            current = progress.start("Python environment " + name + ": " + next, total, "packages");
            task = current;
        }
        return current;
    }

    private long installed() {
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(part.resolve("lib"), "python3*")) {
            long count = 0;
            for (Path library : libraries) {
                try (DirectoryStream<Path> packages =
                        Files.newDirectoryStream(library.resolve("site-packages"), "*.dist-info")) {
                    for (Path one : packages) {
                        count += Files.isDirectory(one) ? 1 : 0;
                    }
                }
            }
            return count;
        } catch (IOException e) {
            return 0; // not there yet
        }
    }

    @Override
    public void close() {
        if (task != null) {
            task.close();
            task = null;
        }
    }
}
