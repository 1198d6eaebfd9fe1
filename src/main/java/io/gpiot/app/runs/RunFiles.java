package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.decompose.SubTaskParser;
import io.gpiot.synthesis.run.RunFolder;
import io.gpiot.synthesis.specify.SpecificationFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What people see and change of a run's folder. The values between programs stay out: they are the user's data again. */
final class RunFiles {

    private static final String SUB_TASKS = "subtasks.md";
    private static final Pattern SPECIFICATION = Pattern.compile("specifications/\\d{2}_\\w+\\.md");
    private static final Pattern CHOSEN = Pattern.compile("chosen/\\d{2}\\.py");
    private static final int LONGEST_TEXT = 200_000;

    private final Path folder;

    RunFiles(Path folder) {
        this.folder = folder;
    }

    List<RunFile> list() {
        return paths().stream()
                .map(path -> {
                    String name = folder.relativize(path).toString();
                    return new RunFile(name, size(path), editable(name));
                })
                .toList();
    }

    private List<Path> paths() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(this::shown)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw GpiotException.resources("cannot list the run's files: " + e.getMessage(), e);
        }
    }

    private boolean shown(Path path) {
        Path relative = folder.relativize(path);
        if (relative.startsWith(folder.relativize(RunFolder.values(folder)))) {
            return false;
        }
        return Stream.of(relative.toString().split("/")).noneMatch(part -> part.startsWith("."));
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException e) {
            return 0; // it was replaced this moment
        }
    }

    /**
     * One of the files that are listed.
     *
     * @throws NoSuchRun where there is none of that name, whatever lies there else
     */
    Path file(String name) {
        return paths().stream()
                .filter(path -> folder.relativize(path).toString().equals(name))
                .findFirst()
                .orElseThrow(() -> NoSuchRun.file(name));
    }

    private static boolean editable(String name) {
        return name.equals(SUB_TASKS)
                || SPECIFICATION.matcher(name).matches()
                || CHOSEN.matcher(name).matches();
    }

    /**
     * Replaces a stage's file; a run that goes on makes what follows from it anew.
     *
     * @param name {@code subtasks.md}, a specification, or {@code chosen/NN.py} with a program for sub-task NN
     * @throws GpiotException USER where it is another file or its text cannot be read as what it is
     */
    void edit(String name, String text) {
        if (!editable(name)) {
            throw GpiotException.user("'" + DataName.shortened(name) + "' cannot be edited: edit " + SUB_TASKS
                    + ", a file of specifications/, or chosen/NN.py");
        }
        if (text.length() > LONGEST_TEXT) {
            throw GpiotException.user(
                    "the text has " + text.length() + " characters, more than " + LONGEST_TEXT + "; shorten it");
        }
        if (name.equals(SUB_TASKS)) {
            SubTaskParser.parse(text);
        } else if (!CHOSEN.matcher(name).matches()) {
            file(name); // a specification that no sub-task has would be read by nobody
            SpecificationFile.parse(name, text);
        }
        Json.writeText(folder.resolve(name), text);
    }

    /** Makes a candidate the program of its sub-task. */
    void choose(int subTask, int candidate) {
        String name = "candidates/%02d/%02d.py".formatted(subTask, candidate);
        Json.writeText(folder.resolve(RunFolder.chosen(subTask)), text(file(name)));
    }

    /** Leaves the choice for a sub-task to the chain again. */
    void unchoose(int subTask) {
        try {
            Files.deleteIfExists(folder.resolve(RunFolder.chosen(subTask)));
        } catch (IOException e) {
            throw GpiotException.resources("cannot remove the choice: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** All files that are listed, in one folder of the given name. */
    void zip(String name, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path path : paths()) {
                zip.putNextEntry(new ZipEntry(name + "/" + folder.relativize(path)));
                Files.copy(path, zip);
                zip.closeEntry();
            }
        }
    }
}
