package io.gpiot.environment;

import io.gpiot.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far uv is, from what it says in its log and what lies in the environment: finding, fetching, installing,
 * compiling.
 */
final class InstallProgress implements AutoCloseable {

    private static final Pattern RESOLVED = Pattern.compile("Resolved (\\d+) packages?");
    private static final Pattern FETCHED = Pattern.compile("(?m)^ *Downloaded (\\S+)");
    private static final Pattern BEGUN = Pattern.compile("(?m)^ *Downloading (\\S+)");
    /** Counting some thousand files takes a while: one look of so many does it. */
    private static final int LOOKS_A_COUNT = 10;

    private final Progress progress;
    private final String name;
    private final Path log;
    private final Path part;
    private Progress.@Nullable Task task;
    private String phase = "";
    private long total;
    private int looks;

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
            begin("finding packages", () -> -1, "").at(0);
            return;
        }
        if (said.contains("Installed ")) {
            Progress.Task compiling = begin("compiling to bytecode", () -> files(".py"), "files");
            if (looks++ % LOOKS_A_COUNT == 0) {
                compiling.at(Math.min(total, files(".pyc")));
            }
        } else if (said.contains("Prepared ") || installed() > 0) {
            Progress.Task installing = begin("installing", () -> Long.parseLong(resolved.group(1)), "packages");
            installing.at(Math.min(total, installed()));
        } else {
            Set<String> coming = names(BEGUN, said);
            Set<String> here = names(FETCHED, said);
            coming.removeAll(here);
            Progress.Task fetching = begin("fetching", () -> -1, "large packages");
            fetching.note(coming.isEmpty() ? "" : "now " + String.join(", ", coming));
            fetching.at(here.size());
        }
    }

    /** The phase under way has reached its end. */
    void finish() {
        look();
        if (task != null && total >= 0) {
            task.at(total);
        }
    }

    private Progress.Task begin(String next, LongSupplier amount, String unit) {
        Progress.Task current = task;
        if (current == null || !phase.equals(next)) {
            if (current != null && total >= 0) {
                current.at(total);
            }
            close();
            phase = next;
            total = amount.getAsLong();
            current = progress.start("Python environment " + name + ": " + next, total, unit);
            task = current;
        }
        return current;
    }

    private static Set<String> names(Pattern pattern, String said) {
        return pattern.matcher(said)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private long files(String ending) {
        try (Stream<Path> all = Files.walk(part.resolve("lib"))) {
            return all.filter(path -> path.toString().endsWith(ending)).count();
        } catch (IOException | UncheckedIOException e) {
            return 0; // the next count sees it
        }
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
