package io.gpiot.synthesis.run;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.decompose.Decomposer;
import io.gpiot.synthesis.generate.Draft;
import io.gpiot.synthesis.generate.Generator;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import io.gpiot.synthesis.specify.Specifier;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** From a requirement to programs that ran: the whole way, each stage on disk as soon as it is known. */
public final class Synthesis {

    private final Tools tools;
    private final Consumer<Event> listener;

    public Synthesis(Tools tools, Consumer<Event> listener) {
        this.tools = tools;
        this.listener = listener;
    }

    /**
     * Runs, or goes on with, the run in a folder.
     *
     * <ol>
     *   <li>look at the data
     *   <li>decompose the requirement into sub-tasks (and stop there, where only the plan is wanted)
     *   <li>specify what flows between them
     *   <li>generate candidates for all of them at once
     *   <li>execute them in order on the real values, and draw others where none holds
     *   <li>document and compose the chosen programs
     * </ol>
     *
     * @throws io.gpiot.base.GpiotException USER where the requirement does not fit into the model's context, the folder is
     *     another run's, or a file that was edited cannot be read
     */
    public Result run(Task task, Path root) {
        SynthesisSettings settings = task.settings();
        try (RunFolder folder = RunFolder.open(root, task, tools.model())) {
            RememberingModel model = new RememberingModel(tools.model(), folder.path("answers.jsonl"));
            Stages stages = new Stages(folder, model, listener);
            StageFiles files = new StageFiles(folder, stages, tools, task);

            Decomposer decomposer = new Decomposer(model, tools.retrieval(), form(Role.SUB_TASKS), settings);
            decomposer.checkFits(task.requirement(), List.of());
            List<Value> data = files.data();
            decomposer.checkFits(task.requirement(), data);
            List<SubTask> subTasks = files.subTasks(decomposer, data);
            if (task.planOnly()) {
                return new Result(data, subTasks, List.of());
            }
            Specifier.Forms questions = new Specifier.Forms(form(Role.TARGET), form(Role.OUTPUTS), form(Role.INPUTS));
            Specifier specifier = new Specifier(model, tools.retrieval(), questions, settings);
            List<Specification> chain = files.specifications(specifier, subTasks, data);

            Generator.Forms programs =
                    new Generator.Forms(form(Role.PROGRAM), form(Role.RETRY), form(Role.DOCUMENTATION));
            Generator generator = new Generator(model, tools.retrieval(), programs, settings, tools.guard());
            RememberingJudge judge = new RememberingJudge(
                    tools.judge(), files.dataHash(), settings.programs(), folder.path("verdicts.jsonl"));
            Solver solver = new Solver(
                    generator,
                    judge,
                    settings.sampling(),
                    stages,
                    new CandidateFiles(folder),
                    task.result().stream().map(Parameter::name).toList());
            List<List<Draft>> first = stages.always(Stage.GENERATE, () -> solver.firstRound(chain, subTasks, data));
            List<Outcome> outcomes = stages.always(
                    Stage.EXECUTE, () -> solver.solve(task.requirement().text(), chain, first, subTasks, data));

            List<Solution> solutions = new Result(data, subTasks, outcomes).solutions();
            List<Solution> documented = stages.always(
                    Stage.DOCUMENT,
                    () -> generator.document(solutions, stages.writing(Stage.DOCUMENT, solutions.size())));
            List<Outcome> all = files.withDocumentation(outcomes, documented);
            stages.always(Stage.COMPOSE, () -> files.compose(data, documented, all));
            return new Result(data, subTasks, all);
        }
    }

    private PromptForm form(Role role) {
        return tools.forms().apply(role);
    }
}
