package io.gpiot.data.read;

import io.gpiot.base.GpiotException;
import io.gpiot.data.Row;
import io.gpiot.data.scale.Cores;
import io.gpiot.data.scale.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds and reads rows: {@code cgd/DOMAIN/NAME.md}, {@code tdd/DOMAIN/NAME.md}, {@code bench/KIND/NAME.json}, and all that a
 * {@value RowLines#FILE} holds.
 */
public final class RowFiles {

    private RowFiles() {}

    /**
     * @param paths files, and folders with all rows below them
     * @throws GpiotException USER where a path does not exist
     */
    public static Rows read(List<Path> paths) {
        try (Workers alone = new Cores(1)) {
            return read(paths, alone);
        }
    }

    /** The same, parsed by others: files are read here, as fast as they are parsed. */
    public static Rows read(List<Path> paths, Workers workers) {
        List<Row> rows = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        List<Path> files =
                paths.stream().flatMap(path -> files(path).stream()).distinct().toList();
        List<Path> together = new ArrayList<>();
        for (Path file : files) {
            if (file.endsWith(RowLines.FILE)) {
                parse(together, workers, rows, faults);
                together.clear();
                rows.addAll(RowLines.read(file));
            } else {
                together.add(file);
            }
        }
        parse(together, workers, rows, faults);
        Topics topics = paths.stream()
                .flatMap(path -> Topics.above(path).stream())
                .findFirst()
                .orElse(Topics.NONE);
        faults.addAll(TogetherRules.faults(rows, topics));
        return new Rows(rows, faults, files.size());
    }

    private static void parse(List<Path> files, Workers workers, List<Row> rows, List<Fault> faults) {
        workers.each(files.stream().map(FileText::of).iterator(), FileText::parse, reading -> {
            switch (reading) {
                case Reading.Good good -> rows.add(good.row());
                case Reading.Bad bad -> faults.addAll(bad.faults());
            }
        });
    }

    /** Reads one file; its kind follows from its place, else from its content. */
    public static Reading read(Path file) {
        return FileText.parse(FileText.of(file));
    }

    /** The same of a text that need not be on disk; the file tells what its id is. */
    public static Reading read(Path file, String text) {
        Faults faults = new Faults(file.toString());
        String name = name(file, 1).replaceFirst("\\.[^.]*$", "");
        String above = name(file, 2);
        faults.unless(name.matches("[a-z0-9]+(-[a-z0-9]+)*"), 0, "the file's name must be kebab-case");
        if (name(file, 1).endsWith(".json")) {
            return BenchReader.read(name(file, 3).equals("bench") ? above + "/" + name : "", text, faults);
        }
        boolean program = name(file, 3).equals("cgd") || !name(file, 3).equals("tdd") && text.contains("\n## Program");
        return program
                ? ProgramReader.read("cgd/" + above + "/" + name, above, text, faults)
                : ProblemReader.read("tdd/" + above + "/" + name, above, text, faults);
    }

    private static List<Path> files(Path path) {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw GpiotException.user("there is no file or folder " + path);
        }
        try (Stream<Path> found = Files.walk(path)) {
            return found.filter(Files::isRegularFile)
                    .filter(RowFiles::isRow)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot list " + path + ": " + e.getMessage(), e);
        }
    }

    /** What a walk through folders takes for a row: READMEs and notes lie elsewhere. */
    private static boolean isRow(Path file) {
        String kind = name(file, 3);
        return file.endsWith(RowLines.FILE)
                || (name(file, 1).endsWith(".json")
                        ? kind.equals("bench")
                        : name(file, 1).endsWith(".md") && (kind.equals("cgd") || kind.equals("tdd")));
    }

    /** The n-th name from the end of the absolute path, or empty. */
    private static String name(Path file, int fromEnd) {
        Path absolute = file.toAbsolutePath().normalize();
        int at = absolute.getNameCount() - fromEnd;
        return at < 0 ? "" : absolute.getName(at).toString();
    }
}
