package io.gpiot.bench.subject;

import io.gpiot.bench.subject.Trial.Report;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.engine.Answer;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.synthesis.run.Asking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A chain of agents in the manner of MapCoder (Islam et al., 2024): one recalls similar problems, one makes plans and says
 * how sure it is of each, one writes the program of the surest plan, one repairs it as long as it fails on what the task
 * shows; then the next plan. Every step is one batch over all tasks that are still open.
 */
public final class AgentWriter implements ProgramWriter {

    private static final int PLANS = 2;
    private static final int REPAIRS = 2;
    private static final double WARM = 0.7;

    private final Asking asking;
    private final Trial trial;
    private final AgentPrompts prompts;

    /** @param programTokens the most that a program may take */
    public AgentWriter(Asking asking, Trial trial, int programTokens) {
        this.asking = asking;
        this.trial = trial;
        this.prompts = new AgentPrompts(programTokens);
    }

    @Override
    public String name() {
        return "agents";
    }

    /** One order on its way. */
    private static final class Case {
        final CodeItem item;
        final Sampling sampling;
        final List<String> plans = new ArrayList<>();
        String recalled = "";
        int step;
        Written best;
        Report report = new Report(-1, "");
        Written last;
        Report lastReport = report;

        Case(Written.Order order, Written nothing) {
            this.item = order.item();
            this.sampling = order.sampling();
            this.best = nothing;
            this.last = nothing;
        }

        /** Every question of a case has a seed of its own. */
        Sampling next() {
            return sampling.withSeed(sampling.seed() + 7_368_787L * ++step);
        }

        void take(Written written, Report found) {
            last = written;
            lastReport = found;
            boolean better = found.way() > report.way();
            best = better ? written.after(best) : best.after(written);
            report = better ? found : report;
        }

        void spend(Answer answer, Request request) {
            best = best.after(Written.of(request, answer));
        }
    }

    @Override
    public List<Written> write(List<Written.Order> orders) {
        List<Case> cases =
                orders.stream().map(order -> new Case(order, nothing(order))).toList();
        recall(cases);
        plan(cases);
        for (int number = 0; number < PLANS; number++) {
            int plan = number;
            attempt(
                    "writing programs",
                    open(cases),
                    each -> prompts.write(each.item, each.plans.get(plan), each.next()));
            for (int repair = 0; repair < REPAIRS; repair++) {
                attempt(
                        "repairing programs",
                        open(cases),
                        each -> prompts.repair(
                                each.item,
                                each.plans.get(plan),
                                each.last.program().orElse(each.last.answer()),
                                each.lastReport.why(),
                                each.next()));
            }
        }
        return cases.stream()
                .map(each -> each.best.withSeed(each.sampling.seed()))
                .toList();
    }

    private void recall(List<Case> cases) {
        List<Request> requests = cases.stream()
                .map(each -> prompts.recall(each.item, each.next()))
                .toList();
        List<Answer> answers = asking.ask("recalling", requests);
        for (int i = 0; i < cases.size(); i++) {
            cases.get(i).recalled = answers.get(i).text();
            cases.get(i).spend(answers.get(i), requests.get(i));
        }
    }

    /** The surest plan first; all but the first are drawn warm, so that they differ. */
    private void plan(List<Case> cases) {
        List<Request> requests = new ArrayList<>();
        for (Case each : cases) {
            for (int number = 0; number < PLANS; number++) {
                Sampling sampling = each.next();
                requests.add(prompts.plan(
                        each.item,
                        each.recalled,
                        number > 0 && sampling.greedy() ? Sampling.of(WARM, 0.95, sampling.seed()) : sampling));
            }
        }
        List<Answer> answers = asking.ask("planning", requests);
        for (int at = 0; at < answers.size(); at++) {
            Case of = cases.get(at / PLANS);
            of.plans.add(answers.get(at).text());
            of.spend(answers.get(at), requests.get(at));
        }
        cases.forEach(each ->
                each.plans.sort(Comparator.comparing(AgentPrompts::confidence).reversed()));
    }

    private void attempt(String label, List<Case> open, Function<Case, Request> question) {
        List<Request> requests = open.stream().map(question).toList();
        List<Answer> answers = asking.ask(label, requests);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            written.add(Written.of(requests.get(i), answers.get(i)));
        }
        List<Report> reports = trial.of(
                open.stream().map(each -> each.item).toList(),
                written.stream().map(Written::program).toList());
        for (int i = 0; i < open.size(); i++) {
            open.get(i).take(written.get(i), reports.get(i));
        }
    }

    private static List<Case> open(List<Case> cases) {
        return cases.stream().filter(each -> !each.report.held()).toList();
    }

    private static Written nothing(Written.Order order) {
        return new Written(
                "",
                Optional.empty(),
                "",
                Answer.Finish.STOP,
                "",
                order.sampling().seed(),
                0,
                0,
                0,
                Map.of());
    }
}
