package io.gpiot.synthesis.run;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.decompose.Decomposer;
import io.gpiot.synthesis.decompose.SubTaskParser;
import io.gpiot.synthesis.prompt.Role;
import io.gpiot.synthesis.specify.DataFlow;
import io.gpiot.synthesis.specify.SpecificationFile;
import io.gpiot.synthesis.specify.Specifications;
import io.gpiot.synthesis.specify.Specifier;
import io.gpiot.synthesis.specify.SubTasksAlone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each stage's result through its files: what a stage hands on is always what the disk says, edits included. */
final class StageFiles {

    private static final String DATA = "data.json";

    private final RunFolder folder;
    private final Stages stages;
    private final Tools tools;
    private final Task task;

    StageFiles(RunFolder folder, Stages stages, Tools tools, Task task) {
        this.folder = folder;
        this.stages = stages;
        this.tools = tools;
        this.task = task;
    }

    List<Value> data() {
        stages.ensure(Stage.INSPECT, DataListing.hash(task.data()), "", () -> {
            folder.writeJson(DATA, tools.inspector().inspect(task.data()));
            return List.of(DATA);
        });
        return Arrays.asList(Json.readFile(folder.path(DATA), Value[].class));
    }

    /** Of the data's files and of what was found in them. */
    String dataHash() {
        return Hash.of(DataListing.hash(task.data()), folder.read(DATA));
    }

    List<SubTask> subTasks(Decomposer decomposer, List<Value> data) {
        String inputs = Hash.of(
                folder.read(DATA),
                tools.model().answering(Role.SUB_TASKS.path()),
                tools.forms().apply(Role.SUB_TASKS),
                task.settings().subTasks(),
                task.settings().tokens(),
                task.settings().cards());
        stages.ensure(Stage.DECOMPOSE, "", inputs, () -> {
            List<SubTask> drawn = decomposer.decompose(task.requirement(), data, stages.writing(Stage.DECOMPOSE, 1));
            folder.write(RunFolder.SUB_TASKS, SubTask.toText(drawn) + "\n");
            return List.of(RunFolder.SUB_TASKS);
        });
        List<SubTask> subTasks = readSubTasks(folder.path(RunFolder.SUB_TASKS));
        folder.writeJson("subtasks.json", subTasks);
        return subTasks;
    }

    /** @throws GpiotException USER where the file, which users may edit, cannot be read as sub-tasks */
    static List<SubTask> readSubTasks(Path file) {
        try {
            return SubTaskParser.parse(Files.readString(file));
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        } catch (GpiotException e) {
            throw GpiotException.user(file + ": " + e.getMessage());
        }
    }

    List<Specification> specifications(Specifier specifier, List<SubTask> subTasks, List<Value> data) {
        SynthesisSettings settings = task.settings();
        String given = Hash.of(SubTask.toText(subTasks), folder.read(DATA), task.result());
        String inputs = Hash.of(
                tools.model().answering(Role.TARGET.path()),
                tools.forms().apply(Role.TARGET),
                tools.forms().apply(Role.OUTPUTS),
                tools.forms().apply(Role.INPUTS),
                settings.tokens(),
                settings.cards(),
                settings.unspecified() ? "without RTSLM" : "");
        List<String> files = stages.ensure(Stage.SPECIFY, given, inputs, () -> {
            Specifications made = settings.unspecified()
                    ? SubTasksAlone.specify(subTasks, data, task.result())
                    : specifier.specify(
                            task.requirement(),
                            subTasks,
                            data,
                            task.result(),
                            stages.writing(
                                    Stage.SPECIFY,
                                    3 * subTasks.size() - (task.result().isEmpty() ? 0 : 1)));
            made.repairs().forEach(repair -> stages.tell(new Event.Repaired(repair)));
            return made.specifications().stream().map(this::write).toList();
        });
        List<Specification> chain = new ArrayList<>();
        for (String file : files) {
            Specification specification =
                    SpecificationFile.parse(folder.path(file).toString(), folder.read(file));
            chain.add(specification);
            folder.writeJson(file.replaceFirst("\\.md$", ".json"), specification);
        }
        DataFlow.check(
                data,
                chain,
                files.stream().map(file -> folder.path(file).toString()).toList());
        return List.copyOf(chain);
    }

    private String write(Specification specification) {
        folder.write(file(specification), SpecificationFile.toText(specification));
        return file(specification);
    }

    private static String file(Specification specification) {
        return "specifications/%02d_%s.md".formatted(specification.number(), specification.entryPoint());
    }

    List<Outcome> withDocumentation(List<Outcome> outcomes, List<Solution> documented) {
        List<Outcome> all = new ArrayList<>();
        int next = 0;
        for (Outcome outcome : outcomes) {
            all.add(
                    switch (outcome) {
                        case Outcome.Solved solved -> new Outcome.Solved(documented.get(next));
                        case Outcome.Unsolved unsolved -> unsolved;
                    });
            next += outcome instanceof Outcome.Solved ? 1 : 0;
        }
        return List.copyOf(all);
    }

    /**
     * Writes the programs and what runs them, beside each specification that was amended the one that its program was judged by,
     * and removes what an earlier composition wrote beyond that. */
    List<String> compose(List<Value> data, List<Solution> solutions, List<Outcome> outcomes) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Outcome outcome : outcomes) {
            Specification last = outcome.specification();
            String text = SpecificationFile.toText(last);
            if (!folder.has(file(last)) || !folder.read(file(last)).equals(text)) {
                files.put(file(last).replaceFirst("\\.md$", ".as-run.md"), text);
            }
        }
        for (Solution solution : solutions) {
            String module = solution.specification().module();
            files.put(module + ".py", solution.candidate().code());
            files.put(
                    module + ".md",
                    "# " + solution.specification().name() + "\n\n"
                            + solution.candidate().documentation() + "\n");
        }
        if (!solutions.isEmpty()) {
            files.putAll(tools.composer().compose(data, solutions));
        }
        folder.record().written().stream()
                .filter(old -> !files.containsKey(old))
                .forEach(old -> folder.remove(old, false));
        files.forEach(folder::write);
        folder.update(folder.record()
                .with(
                        List.copyOf(files.keySet()),
                        outcomes.stream()
                                .map(outcome -> outcome.specification().name() + ": " + outcome.summary())
                                .toList()));
        return List.copyOf(files.keySet());
    }
}
