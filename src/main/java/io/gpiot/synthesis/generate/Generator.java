package io.gpiot.synthesis.generate;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.prompt.Prompt;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** CGSLM: writes candidates for all specifications in one batch, and documentation for the chosen ones in another. */
public final class Generator {

    /** How the three questions are asked. */
    public record Forms(PromptForm program, PromptForm retry, PromptForm documentation) {}

    private final LanguageModel model;
    private final Retrieval retrieval;
    private final Forms forms;
    private final SynthesisSettings settings;
    private final @Nullable LineGuardFactory guard;

    /** @param guard watches programs while they are written, or null */
    public Generator(
            LanguageModel model,
            Retrieval retrieval,
            Forms forms,
            SynthesisSettings settings,
            @Nullable LineGuardFactory guard) {
        this.model = model;
        this.retrieval = retrieval;
        this.forms = forms;
        this.settings = settings;
        this.guard = guard;
    }

    /** @return the candidates of each order, in order of their indices */
    public List<List<Draft>> generate(List<Order> orders, AnswerListener listener) {
        List<Request> requests = new ArrayList<>();
        for (Order order : orders) {
            Prompt prompt = prompt(order);
            for (int i = 0; i < order.count(); i++) {
                requests.add(prompt.request(
                                Role.PROGRAM,
                                sampling(order, order.first() + i),
                                settings.tokens().program())
                        .withStop(ProgramText.stops().toArray(String[]::new))
                        .withGuard(guard));
            }
        }
        List<Answer> answers =
                requests.isEmpty() ? List.of() : model.generate(requests, new Stragglers(subTasks(orders), listener));
        List<List<Draft>> all = new ArrayList<>();
        int next = 0;
        for (Order order : orders) {
            List<Draft> drafts = new ArrayList<>();
            for (int i = 0; i < order.count(); i++, next++) {
                drafts.add(draft(order, order.first() + i, requests.get(next), answers.get(next)));
            }
            all.add(drafts);
        }
        return all;
    }

    /**
     * Lets each chosen program's answer go on into its documentation: tokens that losing candidates never cost.
     *
     * @return the same solutions with documentation, at least the specification where the model wrote none
     */
    public List<Solution> document(List<Solution> solutions, AnswerListener listener) {
        List<Request> requests = solutions.stream()
                .map(solution -> ProgramPrompt.documentation(
                                forms.documentation(),
                                solution.specification(),
                                solution.candidate().code())
                        .request(
                                Role.DOCUMENTATION,
                                Sampling.GREEDY,
                                settings.tokens().documentation())
                        .withStop("\n```"))
                .toList();
        List<Answer> answers = requests.isEmpty() ? List.of() : model.generate(requests, listener);
        List<Solution> documented = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            documented.add(with(solutions.get(i), ProgramText.wholeSentences(answers.get(i))));
        }
        return documented;
    }

    private static int[] subTasks(List<Order> orders) {
        return orders.stream()
                .flatMapToInt(order ->
                        IntStream.generate(order.specification()::number).limit(order.count()))
                .toArray();
    }

    private Draft draft(Order order, int index, Request request, Answer answer) {
        boolean closed = answer.finish() == Answer.Finish.STOP;
        Optional<String> code = ProgramText.code(request.prefill() + answer.text(), closed);
        Candidate candidate = new Candidate(
                order.specification().number(), index, request.sampling().seed(), answer.tokens(), code.orElse(""), "");
        return new Draft(
                candidate,
                code.isPresent() ? Optional.empty() : Optional.of(new Verdict.BadFormat(flaw(answer))),
                answer.guarded());
    }

    private static String flaw(Answer answer) {
        return switch (answer.finish()) {
            case STOP -> "the answer holds no code block";
            case LENGTH -> "the code did not end within the limit";
            case CANCELLED -> "cut off: it grew far beyond the others";
            case GUARD -> "given up while it was written: " + answer.guarded().why();
        };
    }

    /** The very first is greedy: the model's best guess. */
    private Sampling sampling(Order order, int index) {
        long seed =
                settings.sampling().seed() * 1_000_003L + order.specification().number() * 1_009L + index;
        return index == 0
                ? Sampling.GREEDY.withSeed(seed)
                : Sampling.of(settings.sampling().temperature(), 0.95, seed);
    }

    private Prompt prompt(Order order) {
        Specification specification = order.specification();
        return ProgramPrompt.of(
                order.again() ? forms.retry() : forms.program(),
                specification,
                order.steps(),
                order.known(),
                retrieval.cards(specification.name() + ". " + specification.target(), settings.cards()),
                ProgramPrompt.LIBRARIES,
                order.failure());
    }

    private static Solution with(Solution solution, String documentation) {
        Candidate old = solution.candidate();
        Candidate candidate = new Candidate(
                old.subTask(),
                old.index(),
                old.seed(),
                old.tokens(),
                old.code(),
                documentation.isEmpty() ? solution.specification().toMarkdown() : documentation);
        return new Solution(solution.specification(), candidate, solution.verdict());
    }
}
