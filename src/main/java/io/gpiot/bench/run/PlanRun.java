package io.gpiot.bench.run;

import io.gpiot.base.GpiotException;
import io.gpiot.bench.metric.Bleu;
import io.gpiot.bench.run.BenchResult.Plan;
import io.gpiot.bench.run.BenchResult.PlanResult;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.subject.Written;
import io.gpiot.bench.suite.PlanItem;
import io.gpiot.engine.Answer;
import io.gpiot.engine.Request;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.decompose.SubTaskParser;
import io.gpiot.synthesis.run.Asking;
import java.util.ArrayList;
import java.util.List;

/** Asks for decompositions, free and, where the prompts have one, under a grammar, and compares them with the references. */
final class PlanRun {

    private final Asking asking;
    private final Prompts prompts;
    private final Settings settings;

    PlanRun(Asking asking, Prompts prompts, Settings settings) {
        this.asking = asking;
        this.prompts = prompts;
        this.settings = settings;
    }

    List<PlanResult> run(List<PlanItem> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        List<List<Plan>> answers = new ArrayList<>();
        items.forEach(item -> answers.add(new ArrayList<>()));
        ask(items, false, answers);
        if (prompts.hasGrammar()) {
            ask(items, true, answers);
        }
        List<PlanResult> results = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            PlanItem item = items.get(i);
            results.add(new PlanResult(
                    item.id(),
                    item.domain(),
                    item.problem(),
                    item.requirements(),
                    SubTask.toText(item.subTasks()),
                    Written.text(request(item, 0, false)),
                    answers.get(i)));
        }
        return results;
    }

    private void ask(List<PlanItem> items, boolean grammar, List<List<Plan>> all) {
        List<Request> requests = new ArrayList<>();
        for (PlanItem item : items) {
            for (int index = 0; index < settings.samples(); index++) {
                requests.add(request(item, index, grammar));
            }
        }
        List<Answer> answers =
                asking.ask(grammar ? "writing decompositions under grammar" : "writing decompositions", requests);
        for (int at = 0; at < answers.size(); at++) {
            int index = at % settings.samples();
            PlanItem item = items.get(at / settings.samples());
            all.get(at / settings.samples()).add(plan(item, index, grammar, requests.get(at), answers.get(at)));
        }
    }

    private Request request(PlanItem item, int index, boolean grammar) {
        return prompts.plan(item, BenchRun.sampling(settings, item.id(), index), grammar);
    }

    static Plan plan(PlanItem item, int index, boolean grammar, Request request, Answer answer) {
        String text = request.prefill() + answer.text();
        return new Plan(
                index,
                request.sampling().seed(),
                grammar,
                text,
                answer.finish().name(),
                answer.promptTokens(),
                answer.tokens(),
                answer.finish() == Answer.Finish.STOP && SubTaskParser.wellFormed(text),
                count(text),
                Bleu.ofSegment(text, SubTask.toText(item.subTasks())));
    }

    private static int count(String text) {
        try {
            return SubTaskParser.parse(text).size();
        } catch (GpiotException e) {
            return 0; // nothing in it can be read as a sub-task
        }
    }
}
