package io.gpiot.bench.run;

import io.gpiot.base.Progress;
import io.gpiot.bench.run.BenchResult.Plan;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.subject.Written;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.PlanItem;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.ContentHash;
import io.gpiot.data.examine.Examination;
import io.gpiot.data.examine.Examiner;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A look at how a model does, cheap enough to be taken again and again while it is tuned: some tasks of a suite, one greedy
 * answer each, all in one batch. No answer is remembered, since the model is another one each time.
 */
public final class SpotCheck {

    /** More is better; empty where nothing was asked. */
    public record Figures(Optional<PlanFigures> plans, Optional<Double> passed) {}

    /**
     * @param fcr share of answers that are well-formed
     * @param bleu against the references, 0 to 1
     */
    public record PlanFigures(double fcr, double bleu) {}

    private final List<PlanItem> plans;
    private final List<CodeItem> programs;
    private final Prompts prompts;
    private final Examiner examiner;

    /** The same tasks for the same suite, spread over its domains. */
    public SpotCheck(Suite suite, int plans, int programs, Prompts prompts, Examiner examiner) {
        this.plans = some(suite.plans(), PlanItem::id, plans);
        this.programs = some(suite.code(), CodeItem::id, programs);
        this.prompts = prompts;
        this.examiner = examiner;
    }

    private static <T> List<T> some(List<T> items, Function<T, String> id, int count) {
        return items.stream()
                .sorted(Comparator.comparing(item -> ContentHash.of(id.apply(item))))
                .limit(count)
                .toList();
    }

    public int plans() {
        return plans.size();
    }

    public int programs() {
        return programs.size();
    }

    /** Of the chosen tasks: figures with the same hash are about the same ones. */
    public String hash() {
        return new Suite("", programs, plans, List.of()).hash();
    }

    /** Asks and examines. */
    public Figures of(LanguageModel model, Progress progress) {
        List<Request> requests = new ArrayList<>();
        plans.forEach(item -> requests.add(prompts.plan(item, Sampling.GREEDY, false)));
        programs.forEach(item -> requests.add(prompts.program(item, Sampling.GREEDY)));
        List<Answer> answers = answers(model, requests, progress);
        return new Figures(
                plans.isEmpty() ? Optional.empty() : Optional.of(planned(requests, answers)),
                programs.isEmpty() ? Optional.empty() : Optional.of(passed(requests, answers, progress)));
    }

    private static List<Answer> answers(LanguageModel model, List<Request> requests, Progress progress) {
        try (Progress.Task task = progress.start("answers to the suite's tasks", requests.size(), "answers")) {
            return model.generate(requests, AnswerListener.counting(task::at));
        }
    }

    private PlanFigures planned(List<Request> requests, List<Answer> answers) {
        double formed = 0;
        double bleu = 0;
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = PlanRun.plan(plans.get(i), 0, false, requests.get(i), answers.get(i));
            formed += plan.wellFormed() ? 1 : 0;
            bleu += plan.bleu();
        }
        return new PlanFigures(formed / plans.size(), bleu / plans.size());
    }

    private double passed(List<Request> requests, List<Answer> answers, Progress progress) {
        List<Examiner.Job> jobs = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            CodeItem item = programs.get(i);
            int at = plans.size() + i;
            Written.of(requests.get(at), answers.get(at))
                    .program()
                    .ifPresent(code -> jobs.add(item.job(List.of(item.whole(code)))));
        }
        long held = examiner.examine(jobs, progress).stream()
                .flatMap(List::stream)
                .filter(Examination::passed)
                .count();
        return (double) held / programs.size();
    }
}
