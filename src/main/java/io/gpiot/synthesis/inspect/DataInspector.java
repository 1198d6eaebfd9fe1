package io.gpiot.synthesis.inspect;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.Inspector;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.ProgramRunner.Limits;
import io.gpiot.synthesis.execute.ProgramRunner.Result;
import io.gpiot.synthesis.execute.ProgramRunner.Task;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.Scratch;
import io.gpiot.synthesis.execute.ValueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data once, behind the runner, and keeps its values in the store. A file that cannot be read is skipped and told;
 * only where nothing is left is that an error.
 */
public final class DataInspector implements Inspector {

    private static final Set<String> TYPES =
            Arrays.stream(ValueType.values()).map(ValueType::python).collect(Collectors.toSet());
    private static final double SECONDS = 300;

    /** The endings of files that {@code loader.py} reads. */
    static final Set<String> KINDS = new TreeSet<>(
            Set.of(".csv", ".hea", ".json", ".log", ".mat", ".npy", ".npz", ".parquet", ".tsv", ".txt", ".wav"));

    private final ProgramRunner runner;
    private final PythonScripts scripts;
    private final ValueStore store;
    private final long limitBytes;
    private final long memoryBytes;
    private final Consumer<String> warnings;

    /**
     * @param limitBytes how much the data's files may hold in all
     * @param memoryBytes what reading them may take
     * @param warnings gets one line a skipped file
     */
    public DataInspector(
            ProgramRunner runner,
            PythonScripts scripts,
            ValueStore store,
            long limitBytes,
            long memoryBytes,
            Consumer<String> warnings) {
        this.runner = runner;
        this.scripts = scripts;
        this.store = store;
        this.limitBytes = limitBytes;
        this.memoryBytes = memoryBytes;
        this.warnings = warnings;
    }

    @Override
    public List<Value> inspect(Path data) {
        Path absolute = data.toAbsolutePath().normalize();
        List<Path> readable = readable(absolute);
        try (Scratch scratch = new Scratch()) {
            Path out = scratch.folder("out");
            Result result = runner.run(new Task(
                    scripts.script("inspect_data.py"),
                    List.of(absolute.toString(), "" + limitBytes, Task.OUTPUT),
                    readable,
                    out,
                    new Limits(SECONDS, SECONDS, memoryBytes, 64)));
            Path written = out.resolve(ValueStore.INSPECTION);
            if (!Files.exists(written)) {
                throw failed(data, result);
            }
            Inspection inspection = Json.readFile(written, Inspection.class);
            if (inspection.error() != null) {
                throw GpiotException.user(inspection.error());
            }
            inspection.skipped().forEach(skipped -> warnings.accept("skipped " + String.join(": ", skipped)));
            store.keep(out, store.data());
            return inspection.toValues();
        }
    }

    /**
     * What can be said of data without reading them.
     *
     * @throws GpiotException USER where there are none, too many, or none of a kind that can be read
     */
    public static void check(Path data, long limitBytes) {
        long bytes = 0;
        Set<String> names = new TreeSet<>();
        for (Path place : readable(data.toAbsolutePath().normalize())) {
            try (Stream<Path> found = Files.walk(place)) {
                for (Path file : found.filter(Files::isRegularFile)
                        .filter(file -> file.equals(place) || !hidden(place.relativize(file)))
                        .toList()) {
                    bytes += Files.size(file);
                    names.add(file.getFileName().toString());
                }
            } catch (IOException | UncheckedIOException e) {
                throw GpiotException.user("cannot read " + data + ": " + e.getMessage() + "; check its permissions");
            }
        }
        if (names.isEmpty()) {
            throw GpiotException.user("the folder " + data + " is empty; put data files into it");
        }
        if (names.stream().noneMatch(DataInspector::known)) {
            String some = names.stream().limit(3).collect(Collectors.joining(", ")) + (names.size() > 3 ? ", ..." : "");
            throw GpiotException.user(
                    data + " holds no file of a kind that can be read (" + some + "); use " + String.join(", ", KINDS));
        }
        if (bytes > limitBytes) {
            throw GpiotException.user("%s holds %d MiB, over the limit of %d MiB; give a folder with an excerpt"
                    .formatted(data, bytes >> 20, limitBytes >> 20));
        }
    }

    private static boolean hidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean known(String name) {
        return KINDS.contains(name.substring(Math.max(name.lastIndexOf('.'), 0)).toLowerCase(Locale.ROOT));
    }

    private GpiotException failed(Path data, Result result) {
        if (result.outOfMemory()) {
            return GpiotException.user("the data in " + data + " does not fit into " + (memoryBytes >> 20)
                    + " MiB of memory; give an excerpt or raise the limit");
        }
        if (result.timedOut()) {
            return GpiotException.user(
                    "reading the data in " + data + " took longer than " + (long) SECONDS + " s; give an excerpt");
        }
        return GpiotException.resources("the data in " + data + " could not be read: " + result.lastLine());
    }

    /**
     * What a program must see to read this data: the folder; or the file, and for a WFDB header the files of its name.
     *
     * @throws GpiotException USER where there is no such folder or file
     */
    public static List<Path> readable(Path data) {
        if (!Files.exists(data)) {
            throw GpiotException.user("data folder '" + data + "' does not exist; give an existing folder or file");
        }
        if (Files.isDirectory(data)) {
            return List.of(data);
        }
        String stem = stem(data);
        try (Stream<Path> beside = Files.list(data.getParent())) {
            return beside.filter(Files::isRegularFile)
                    .filter(path -> path.equals(data)
                            || data.toString().endsWith(".hea") && stem(path).equals(stem))
                    .toList();
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + data + ": " + e.getMessage());
        }
    }

    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    /** As {@code inspect_data.py} writes it. */
    private record Inspection(
            List<Found> values,
            List<List<String>> skipped,
            @Nullable String error) {

        private record Found(String name, String type, String meaning, String facts) {}

        /** Values of a type that does not flow between sub-tasks, such as a column of a table, are left out. */
        List<Value> toValues() {
            return values.stream()
                    .filter(found -> TYPES.contains(found.type()))
                    .map(found -> new Value(
                            new Parameter(found.name(), ValueType.of(found.type()), found.meaning()), found.facts()))
                    .toList();
        }
    }
}
