package io.gpiot.synthesis.run;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.LanguageModel;
import io.gpiot.synthesis.Requirement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run, held by a lock while the run lasts; the system gives the lock back when a process is killed.
 * Files are written whole or not at all.
 */
public final class RunFolder implements AutoCloseable {

    static final String REQUIREMENT = "requirement.md";
    static final String RECORD = "run.json";
    static final String SUB_TASKS = "subtasks.md";
    private static final String LOCK = ".lock";

    private final Path root;
    private final FileChannel lockFile;
    private RunRecord record;

    private RunFolder(Path root, FileChannel lockFile, RunRecord record) {
        this.root = root;
        this.lockFile = lockFile;
        this.record = record;
    }

    /** Where a run keeps the values that its programs read and return. */
    public static Path values(Path folder) {
        return folder.resolve("values");
    }

    /** Where people put the program that they want for a sub-task, relative to the run's folder. */
    public static String chosen(int subTask) {
        return "chosen/%02d.py".formatted(subTask);
    }

    /**
     * The data as a run's own files name them: from the run's folder on where both lie side by side, so that they may be moved
     * together and tell nobody where they lay; else absolute.
     */
    public static Path dataFrom(Path folder, Path data) {
        Path run = folder.toAbsolutePath().normalize();
        Path absolute = data.toAbsolutePath().normalize();
        Path beside = run.getParent();
        return beside != null && beside.equals(absolute.getParent()) ? run.relativize(absolute) : absolute;
    }

    /**
     * Says what speaks against a run there before anything is loaded for it: a file in its place, a folder that holds something
     * else or the data, one that cannot be written to, another run at work, a requirement or an edited plan that will not do.
     *
     * @throws GpiotException USER or RESOURCES
     */
    public static void check(Path root, Requirement requirement, Path data) {
        Path place = root.toAbsolutePath().normalize();
        Path source = data.toAbsolutePath().normalize();
        if (place.startsWith(source) || source.startsWith(place) && !holdsRun(place)) {
            throw GpiotException.user("the run's folder " + root + " and the data " + data
                    + " lie in each other; choose a folder apart with --out");
        }
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw GpiotException.user(root + " is a file; --out takes a folder");
        }
        if (Files.isDirectory(place) && !holdsRun(place) && !isEmpty(place)) {
            throw GpiotException.user(
                    "the folder " + root + " holds something else than a run; choose an empty or a new one with --out");
        }
        Path there = place;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isWritable(there)) {
            throw GpiotException.resources("cannot write to " + there + "; choose another folder with --out");
        }
        if (holdsRun(place)) {
            requireSame(place, requirement);
            close(lock(place));
            if (Files.exists(place.resolve(SUB_TASKS))) {
                StageFiles.readSubTasks(place.resolve(SUB_TASKS));
            }
        }
    }

    private static boolean holdsRun(Path folder) {
        return Files.exists(folder.resolve(REQUIREMENT)) || Files.exists(folder.resolve(LOCK));
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** @throws GpiotException USER where another run works in the folder, or it belongs to another requirement */
    static RunFolder open(Path root, Task task, LanguageModel model) {
        FileChannel lockFile = lock(root);
        try {
            RunFolder folder = new RunFolder(root, lockFile, record(root, task, model));
            if (!Files.exists(root.resolve(REQUIREMENT))) {
                folder.write(REQUIREMENT, task.requirement().text() + "\n");
            }
            folder.save();
            return folder;
        } catch (RuntimeException e) {
            close(lockFile);
            throw e;
        }
    }

    private static RunRecord record(Path root, Task task, LanguageModel model) {
        Requirement requirement = task.requirement();
        String hash = Hash.of(requirement.text());
        requireSame(root, requirement);
        Path file = root.resolve(RECORD);
        RunRecord old = Files.exists(file) ? Json.readFile(file, RunRecord.class) : null;
        return new RunRecord(
                hash,
                model.id(),
                model.hash(),
                model.adapter(),
                task.simulated(),
                task.settings(),
                old == null ? Map.of() : old.stages(),
                old == null ? List.of() : old.written(),
                List.of());
    }

    private static void requireSame(Path root, Requirement requirement) {
        Path file = root.resolve(REQUIREMENT);
        String there = Files.exists(file) ? text(file).strip() : requirement.text();
        if (!there.equals(requirement.text())) {
            throw GpiotException.user(root + " holds a run for another requirement ('" + shortened(there)
                    + "'): choose another folder, or delete this one");
        }
    }

    private static FileChannel lock(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                close(channel);
                throw GpiotException.user(
                        "another run works in " + root + ": wait until it ends, or choose another folder");
            }
            return channel;
        } catch (IOException e) {
            throw GpiotException.resources("cannot use the folder " + root + ": " + e.getMessage(), e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException withinThisProcess) {
            return false;
        }
    }

    Path path(String name) {
        return root.resolve(name);
    }

    RunRecord record() {
        return record;
    }

    void update(RunRecord changed) {
        record = changed;
        save();
    }

    private void save() {
        Json.writeFile(root.resolve(RECORD), record);
    }

    void write(String name, String text) {
        Json.writeText(root.resolve(name), text);
    }

    void writeJson(String name, Object value) {
        Json.writeFile(root.resolve(name), value);
    }

    boolean has(String name) {
        return Files.exists(root.resolve(name));
    }

    /** Names of the files of a folder; none where it is missing. */
    List<String> names(String inner) {
        if (!Files.isDirectory(root.resolve(inner))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(inner))) {
            return files.map(file -> inner + "/" + file.getFileName()).sorted().toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + root.resolve(inner) + ": " + e.getMessage(), e);
        }
    }

    String read(String name) {
        return text(root.resolve(name));
    }

    /** Removes a file of an earlier run; one that a user edited is kept beside as {@code NAME.old}. */
    void remove(String name, boolean edited) {
        try {
            Path file = root.resolve(name);
            if (edited && Files.exists(file)) {
                Files.move(file, root.resolve(name + ".old"), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot remove " + root.resolve(name) + ": " + e.getMessage(), e);
        }
    }

    void log(Object line) {
        Book.append(root.resolve("log.jsonl"), line);
    }

    @Override
    public void close() {
        close(lockFile);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw GpiotException.resources("cannot release the run folder's lock: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
