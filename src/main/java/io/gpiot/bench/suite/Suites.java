package io.gpiot.bench.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.CodeTask;
import io.gpiot.data.DecompositionTask;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.distinct.Split;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Finds suites: by name in the checkout's data folder, or as a file or folder. */
public final class Suites {

    /** Our benchmark. */
    public static final String BENCH = "gpiot-bench";

    /** The rows with tests that no model is tuned with. */
    public static final String DEVELOPMENT = "development";

    private Suites() {}

    /**
     * @param named {@code gpiot-bench}, {@code development}, or the path of a file (JSON lines in gpiot-bench's format,
     *     HumanEval, MBPP; also gzipped) or of a folder with rows
     * @throws GpiotException USER where there are no such tasks, or a task is out of order
     */
    public static Suite read(String named, Supplier<Path> dataFolder) {
        return switch (named) {
            case BENCH -> rows(BENCH, List.of(dataFolder.get().resolve("bench")), false);
            case DEVELOPMENT -> rows(DEVELOPMENT, developmentFolders(dataFolder.get()), true);
            default -> {
                Path path = Path.of(named);
                if (!Files.exists(path)) {
                    throw GpiotException.user("there is no suite '" + named + "': " + BENCH + ", " + DEVELOPMENT
                            + ", or the path of a file or folder with tasks");
                }
                yield Files.isDirectory(path)
                        ? rows(path.getFileName().toString(), List.of(path), false)
                        : file(path.getFileName().toString(), path);
            }
        };
    }

    /** Programs, and problems where the checkout has them. */
    private static List<Path> developmentFolders(Path data) {
        return Stream.of("cgd", "tdd")
                .map(data::resolve)
                .filter(Files::isDirectory)
                .toList();
    }

    private static Suite rows(String name, List<Path> folders, boolean developmentOnly) {
        Rows rows = RowFiles.read(folders);
        if (!rows.faults().isEmpty()) {
            throw GpiotException.user(
                    rows.faults().getFirst().toText() + "; see gpiot data validate " + folders.getFirst());
        }
        List<CodeItem> code = new ArrayList<>();
        List<PlanItem> plans = new ArrayList<>();
        for (Row row : rows.rows()) {
            boolean wanted = !developmentOnly
                    || Split.of(row.label().domain(), row.label().topic()) == Split.DEVELOPMENT;
            switch (row) {
                case CodeTask task when wanted -> code.add(CodeItem.of(task));
                case ProgramRow program when wanted -> code.add(CodeItem.of(program));
                case DecompositionTask task when wanted -> plans.add(PlanItem.of(task));
                case ProblemRow problem when wanted -> plans.add(PlanItem.of(problem));
                default -> {}
            }
        }
        return checked(new Suite(name, code, plans, List.of()));
    }

    private static Suite file(String name, Path path) {
        List<CodeItem> code = new ArrayList<>();
        List<PlanItem> plans = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        int number = 0;
        for (JsonNode node : nodes(path)) {
            String place = path + ", task " + ++number;
            if (node.has("test_list")) {
                code.add(GeneralSuites.mbpp(node, place));
            } else if (node.has("canonical_solution")) {
                code.add(GeneralSuites.humanEval(node, place));
            } else {
                TaskNode task = new TaskNode(node, place);
                switch (task.kind()) {
                    case "code" -> code.add(task.code());
                    case "decomposition" -> plans.add(task.plan());
                    case "endtoend" -> notes.add(place + " is an end-to-end task: not run by this version");
                    default ->
                        throw GpiotException.user(place + ": the kind must be code, decomposition or endtoend, was '"
                                + task.kind() + "'");
                }
            }
        }
        return checked(new Suite(name, code, plans, notes));
    }

    private static Suite checked(Suite suite) {
        Set<String> ids = new HashSet<>();
        suite.code().forEach(item -> unique(ids, item.id(), suite));
        suite.plans().forEach(item -> unique(ids, item.id(), suite));
        if (ids.isEmpty()) {
            throw GpiotException.user("the suite " + suite.name() + " has no tasks");
        }
        return suite;
    }

    private static void unique(Set<String> ids, String id, Suite suite) {
        if (!ids.add(id)) {
            throw GpiotException.user("the suite " + suite.name() + " has two tasks '" + id + "'");
        }
    }

    private static List<JsonNode> nodes(Path path) {
        List<JsonNode> nodes = new ArrayList<>();
        int line = 0;
        try {
            String text = text(path);
            if (text.stripLeading().startsWith("[")) {
                Json.MAPPER.readTree(text).forEach(nodes::add);
                return nodes;
            }
            for (String each : text.lines().toList()) {
                line++;
                if (!each.isBlank()) {
                    nodes.add(Json.MAPPER.readTree(each));
                }
            }
            return nodes;
        } catch (JsonProcessingException e) {
            throw GpiotException.user(path + (line > 0 ? ", line " + line : "") + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path path) throws IOException {
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = path.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
