package io.gpiot.app;

import io.gpiot.engine.AnswerListener;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.decompose.Decomposer;
import io.gpiot.synthesis.execute.Scratch;
import io.gpiot.synthesis.execute.ValueStore;
import io.gpiot.synthesis.generate.Draft;
import io.gpiot.synthesis.generate.Generator;
import io.gpiot.synthesis.generate.Order;
import io.gpiot.synthesis.inspect.DataInspector;
import io.gpiot.synthesis.prompt.Role;
import io.gpiot.synthesis.run.Tools;
import io.gpiot.synthesis.specify.Specifications;
import io.gpiot.synthesis.specify.Specifier;
import java.nio.file.Path;
import java.util.List;

/** The chain's stages one by one, for who wants one of them and no run. Nothing is kept. */
public final class Steps {

    private final RunSession session;
    private final SynthesisSettings settings;
    private final Retrieval retrieval;

    public Steps(RunSession session, SynthesisSettings settings) {
        this.session = session;
        this.settings = settings;
        this.retrieval = Workbench.retrieval(session.around().knowledge());
    }

    /** Which values a folder or file holds. */
    public List<Value> inspect(Path data) {
        Surroundings around = session.around();
        try (Scratch scratch = new Scratch()) {
            return new DataInspector(
                            around.runner(),
                            around.scripts(),
                            new ValueStore(scratch.folder("values")),
                            RunSession.LARGEST_DATA,
                            settings.programs().memoryBytes(),
                            skipped -> {})
                    .inspect(data);
        }
    }

    /** TDSLM. @param data what is known of it, or empty */
    public List<SubTask> decompose(Requirement requirement, List<Value> data) {
        return new Decomposer(session.model(), retrieval, Tools.standardForm(Role.SUB_TASKS), settings)
                .decompose(requirement, data, AnswerListener.NONE);
    }

    /** RTSLM. @param result what the last sub-task must return, or empty */
    public Specifications specify(
            Requirement requirement, List<SubTask> subTasks, List<Value> data, List<Parameter> result) {
        Specifier.Forms forms = new Specifier.Forms(
                Tools.standardForm(Role.TARGET), Tools.standardForm(Role.OUTPUTS), Tools.standardForm(Role.INPUTS));
        return new Specifier(session.model(), retrieval, forms, settings)
                .specify(requirement, subTasks, data, result, AnswerListener.NONE);
    }

    /** CGSLM: candidates that nobody ran yet. @param steps how the plan would do it, or empty */
    public List<Draft> generate(Specification specification, List<String> steps, int candidates) {
        Generator.Forms forms = new Generator.Forms(
                Tools.standardForm(Role.PROGRAM),
                Tools.standardForm(Role.RETRY),
                Tools.standardForm(Role.DOCUMENTATION));
        Order order = new Order(specification, steps, List.of(), "", 0, candidates);
        return new Generator(
                        session.model(),
                        retrieval,
                        forms,
                        settings,
                        session.around().guard())
                .generate(List.of(order), AnswerListener.NONE)
                .getFirst();
    }
}
