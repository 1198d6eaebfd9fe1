package io.gpiot.synthesis.decompose;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.ContextWindow;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.grammar.Grammar;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.prompt.Prompt;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** TDSLM: asks the model for the sub-tasks of a requirement. */
public final class Decomposer {

    /** Greedy; without the penalty small models write the same sub-task again and again. */
    private static final Sampling SAMPLING = new Sampling(0, 1, 0, 1.1, 0);

    /** More tokens than any chat template adds to one question. */
    private static final int TEMPLATE = 200;

    private final LanguageModel model;
    private final Retrieval retrieval;
    private final PromptForm form;
    private final SynthesisSettings settings;

    public Decomposer(LanguageModel model, Retrieval retrieval, PromptForm form, SynthesisSettings settings) {
        this.model = model;
        this.retrieval = retrieval;
        this.form = form;
        this.settings = settings;
    }

    /**
     * @param data what the user's programs start from
     * @return sub-tasks numbered from 1, no more than the settings allow, no step twice
     * @throws GpiotException USER where requirement and answer do not fit into the model's context
     */
    public List<SubTask> decompose(Requirement requirement, List<Value> data, AnswerListener listener) {
        Prompt prompt = prompt(requirement, data);
        Request request = prompt.request(
                        Role.SUB_TASKS, SAMPLING, settings.tokens().subTasks())
                .withConstraint(Grammar.parse(SubTaskGrammar.of(settings.subTasks())));
        Answer answer = model.generate(List.of(request), listener).getFirst();
        return distinct(SubTaskParser.parse(whole(prompt.prefill() + answer.text(), answer.finish())));
    }

    /** Refuses a requirement that leaves no room for an answer; cheap, so that it can be asked before any work. */
    public void checkFits(Requirement requirement, List<Value> data) {
        requireRoom(model, prompt(requirement, data), settings);
    }

    /**
     * Refuses a requirement that leaves no room even without data and cards; asked of a model that is not loaded yet.
     *
     * @throws GpiotException USER where it is too long
     */
    public static void checkFits(
            ContextWindow model, PromptForm form, Requirement requirement, SynthesisSettings settings) {
        Prompt prompt = DecompositionPrompt.of(form, requirement.text(), List.of(), List.of(), settings.subTasks());
        long bytes = prompt.messages().stream()
                .mapToLong(message -> message.content().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        // no token is less than a byte: the usual requirement needs no tokenizer
        if (bytes + TEMPLATE > model.contextLength() - settings.tokens().subTasks()) {
            requireRoom(model, prompt, settings);
        }
    }

    private static void requireRoom(ContextWindow model, Prompt prompt, SynthesisSettings settings) {
        int tokens = model.countTokens(prompt.messages());
        int room = model.contextLength() - settings.tokens().subTasks();
        if (tokens > room) {
            throw GpiotException.user("the requirement is too long: its prompt takes " + tokens + " tokens, and "
                    + model.id() + " has room for " + room + "; shorten it or choose a model with a longer context");
        }
    }

    private Prompt prompt(Requirement requirement, List<Value> data) {
        return DecompositionPrompt.of(
                form,
                requirement.text(),
                data,
                retrieval.cards(requirement.text(), Math.min(1, settings.cards())),
                settings.subTasks());
    }

    /** Small models repeat themselves: a step that was there before goes, and so does a sub-task without other steps. */
    static List<SubTask> distinct(List<SubTask> subTasks) {
        Set<String> seen = new HashSet<>();
        List<SubTask> kept = new ArrayList<>();
        for (SubTask subTask : subTasks) {
            List<String> steps = subTask.steps().stream()
                    .filter(step -> seen.add(step.toLowerCase(Locale.ROOT)))
                    .toList();
            if (!steps.isEmpty()) {
                kept.add(new SubTask(kept.size() + 1, subTask.name(), steps));
            }
        }
        return List.copyOf(kept);
    }

    /** An answer that was cut off loses its unfinished line, and a sub-task that is left without a step. */
    static String whole(String text, Answer.Finish finish) {
        if (finish != Answer.Finish.LENGTH) {
            return text;
        }
        String cut = text.substring(0, Math.max(text.lastIndexOf('\n'), 0)).stripTrailing();
        return cut.endsWith("]") ? cut.substring(0, Math.max(cut.lastIndexOf("\n\n"), 0)) : cut;
    }
}
