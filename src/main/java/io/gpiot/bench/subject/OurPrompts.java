package io.gpiot.bench.subject;

import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.PlanItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.grammar.Grammar;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SynthesisSettings.Range;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.decompose.DecompositionPrompt;
import io.gpiot.synthesis.decompose.SubTaskGrammar;
import io.gpiot.synthesis.generate.ProgramPrompt;
import io.gpiot.synthesis.generate.ProgramText;
import io.gpiot.synthesis.prompt.Prompt;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prompts of TDSLM and CGSLM as the chain uses them: with an expert's cards, or the model alone. */
public final class OurPrompts implements Prompts {

    /** As many sub-tasks as reference decompositions have. */
    private static final Range SUB_TASKS = new Range(4, 8);

    private final PromptForm program = PromptForm.of(Role.PROGRAM, PromptForm.STANDARD);
    private final PromptForm plan = PromptForm.of(Role.SUB_TASKS, PromptForm.STANDARD);
    private final Limits limits;
    private final @Nullable LineGuardFactory guard;
    private final Help help;

    /**
     * What the rest of the chain gives to a model.
     *
     * @param retrieval finds cards
     * @param cards of each prompt of a program at most; a decomposition gets one of them
     * @param specified whether a program's question has the input and output specification that RTSLM writes; without it,
     *     the sub-task's sentence and the signature are all, as where sub-tasks are fed straight into CGSLM
     */
    public record Help(String name, Retrieval retrieval, int cards, boolean specified) {

        /** The model alone, on whole specifications. */
        public static final Help NONE = new Help("ours", Retrieval.NONE, 0, true);
    }

    /** @param guard watches programs while they are written, or null */
    public OurPrompts(Limits limits, @Nullable LineGuardFactory guard, Help help) {
        this.limits = limits;
        this.guard = guard;
        this.help = help;
    }

    @Override
    public String name() {
        return help.name();
    }

    @Override
    public boolean guarded() {
        return guard != null;
    }

    @Override
    public boolean hasGrammar() {
        return true;
    }

    @Override
    public Request program(CodeItem item, Sampling sampling) {
        Prompt prompt = switch (item.question()) {
            case Question.Specified specified -> program(specified.specification());
            case Question.Continued continued ->
                new Prompt(
                        List.of(Message.user("Complete this Python function. Answer with the code alone.\n\n"
                                + "```python\n" + continued.head().strip() + "\n```")),
                        "```python\n" + continued.head().strip() + "\n");
            case Question.Described described ->
                new Prompt(
                        List.of(Message.user(described.text() + "\nThis must hold:\n" + described.example()
                                + "\nAnswer with the code of the function alone.")),
                        "```python\n");
        };
        return prompt.request(Role.PROGRAM, sampling, limits.program())
                .withStop(ProgramText.stops().toArray(String[]::new))
                .withGuard(guard);
    }

    private Prompt program(Specification specification) {
        Specification shown = help.specified() ? specification : bare(specification);
        List<String> cards = help.retrieval().cards(specification.name() + ". " + specification.target(), help.cards());
        return ProgramPrompt.of(program, shown, List.of(), List.of(), cards, ProgramPrompt.LIBRARIES, "");
    }

    /** What is left where nobody wrote down what values are: their names. */
    private static Specification bare(Specification specification) {
        return new Specification(
                specification.number(),
                specification.name(),
                specification.entryPoint(),
                specification.target(),
                unsaid(specification.inputs()),
                unsaid(specification.outputs()));
    }

    private static List<Parameter> unsaid(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new Parameter(parameter.name(), parameter.type(), "as the target says"))
                .toList();
    }

    /** Small models write the same sub-task again and again without the penalty: the chain has it too. */
    @Override
    public Request plan(PlanItem item, Sampling sampling, boolean grammar) {
        Sampling penal = new Sampling(sampling.temperature(), sampling.topP(), sampling.minP(), 1.1, sampling.seed());
        List<Value> data =
                item.data().stream().map(parameter -> new Value(parameter, "")).toList();
        List<String> cards = help.retrieval().cards(item.problem(), Math.min(1, help.cards()));
        Request request = DecompositionPrompt.of(plan, item.problem(), data, cards, SUB_TASKS)
                .request(Role.SUB_TASKS, penal, limits.plan());
        return grammar ? request.withConstraint(Grammar.parse(SubTaskGrammar.of(SUB_TASKS))) : request;
    }
}
