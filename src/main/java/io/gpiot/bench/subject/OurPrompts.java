package io.gpiot.bench.subject;

import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.PlanItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.grammar.Grammar;
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

/** The prompts of TDSLM and CGSLM as the chain uses them, without expert cards: the model alone. */
public final class OurPrompts implements Prompts {

    /** As many sub-tasks as reference decompositions have. */
    private static final Range SUB_TASKS = new Range(4, 8);

    private final PromptForm program = PromptForm.of(Role.PROGRAM, PromptForm.STANDARD);
    private final PromptForm plan = PromptForm.of(Role.SUB_TASKS, PromptForm.STANDARD);
    private final Limits limits;
    private final @Nullable LineGuardFactory guard;

    /** @param guard watches programs while they are written, or null */
    public OurPrompts(Limits limits, @Nullable LineGuardFactory guard) {
        this.limits = limits;
        this.guard = guard;
    }

    @Override
    public String name() {
        return "ours";
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
            case Question.Specified specified ->
                ProgramPrompt.of(
                        program,
                        specified.specification(),
                        List.of(),
                        List.of(),
                        List.of(),
                        ProgramPrompt.LIBRARIES,
                        "");
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

    /** Small models write the same sub-task again and again without the penalty: the chain has it too. */
    @Override
    public Request plan(PlanItem item, Sampling sampling, boolean grammar) {
        Sampling penal = new Sampling(sampling.temperature(), sampling.topP(), sampling.minP(), 1.1, sampling.seed());
        List<Value> data =
                item.data().stream().map(parameter -> new Value(parameter, "")).toList();
        Request request = DecompositionPrompt.of(plan, item.problem(), data, List.of(), SUB_TASKS)
                .request(Role.SUB_TASKS, penal, limits.plan());
        return grammar ? request.withConstraint(Grammar.parse(SubTaskGrammar.of(SUB_TASKS))) : request;
    }
}
