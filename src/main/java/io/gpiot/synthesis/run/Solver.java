package io.gpiot.synthesis.run;

import io.gpiot.engine.GuardReport;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Judge;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings.Draws;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.WrongType;
import io.gpiot.synthesis.generate.Draft;
import io.gpiot.synthesis.generate.Generator;
import io.gpiot.synthesis.generate.Order;
import io.gpiot.synthesis.generate.ProgramText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds a program for each specification, in order: the first candidate that holds on the real values. Where none holds,
 * fresh ones are drawn, told what the inputs really are; where still none does, the next sub-tasks work around it, and
 * where the last one fails, one program is tried for the whole requirement.
 */
final class Solver {

    private final Generator generator;
    private final Judge judge;
    private final Draws draws;
    private final Stages stages;
    private final CandidateFiles files;
    private final Set<String> demanded;
    private int tokens;

    /** @param demanded names of outputs whose types the user asked for: they are never amended */
    Solver(
            Generator generator,
            Judge judge,
            Draws draws,
            Stages stages,
            CandidateFiles files,
            Collection<String> demanded) {
        this.demanded = Set.copyOf(demanded);
        this.generator = generator;
        this.judge = judge;
        this.draws = draws;
        this.stages = stages;
        this.files = files;
    }

    /** All specifications' first candidates, in one batch. */
    List<List<Draft>> firstRound(List<Specification> chain, List<SubTask> subTasks, List<Value> data) {
        List<Order> orders = chain.stream()
                .map(specification ->
                        new Order(specification, steps(specification, subTasks), data, "", 0, draws.candidates()))
                .toList();
        return draw(Stage.GENERATE, orders);
    }

    /** @param first what {@link #firstRound} gave */
    List<Outcome> solve(
            String requirement,
            List<Specification> chain,
            List<List<Draft>> first,
            List<SubTask> subTasks,
            List<Value> data) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Solution> solutions = new ArrayList<>();
        List<Specification> unsolved = new ArrayList<>();
        List<Value> known = new ArrayList<>(data);
        for (int i = 0; i < chain.size(); i++) {
            Specification specification = Bypass.over(chain.get(i), unsolved, parameters(known));
            if (!specification.equals(chain.get(i))) {
                stages.tell(new Event.Repaired("sub-task " + specification.number()
                        + " works on other values, since an earlier one found no program: "
                        + specification.signature()));
            }
            // candidates of another signature would not run: such a sub-task begins with fresh ones
            List<Draft> drawn = specification.equals(chain.get(i)) ? first.get(i) : List.of();
            Outcome outcome = solve(specification, drawn, steps(specification, subTasks), known, solutions);
            if (outcome instanceof Outcome.Solved solved) {
                solutions.add(solved.solution());
                known.addAll(solved.solution().verdict().outputs());
            } else {
                unsolved.add(specification);
            }
            outcomes.add(decided(outcome));
        }
        if (!(outcomes.getLast() instanceof Outcome.Solved)) {
            Specification whole = Bypass.whole(requirement, chain, parameters(data));
            List<String> steps = subTasks.stream().map(SubTask::name).toList();
            // it reads the data alone, yet stands after the others: its values are kept under what came before
            outcomes.add(decided(solve(whole, List.of(), steps, data, solutions)));
        }
        return outcomes;
    }

    private Outcome decided(Outcome outcome) {
        stages.tell(new Event.Decided(
                outcome.specification().number(),
                outcome.specification().name(),
                outcome instanceof Outcome.Solved,
                outcome.summary()));
        return outcome;
    }

    private static List<Parameter> parameters(List<Value> values) {
        return values.stream().map(Value::parameter).toList();
    }

    private Outcome solve(
            Specification specified, List<Draft> first, List<String> steps, List<Value> known, List<Solution> earlier) {
        Optional<Solution> chosen = chosen(specified, earlier);
        if (chosen.isPresent()) {
            return new Outcome.Solved(chosen.get());
        }
        Specification specification = specified;
        Set<String> seen = new HashSet<>();
        String failure = "no candidate was drawn";
        List<Draft> drafts = first;
        // one that has no first candidates yet is drawn for once, whatever the limit
        int rounds = first.isEmpty() ? Math.max(2, draws.rounds()) : draws.rounds();
        for (int round = first.isEmpty() ? 1 : 0; round < rounds; round++) {
            if (round > 0) {
                if (tokens >= draws.tokenBudget()) {
                    return new Outcome.Unsolved(
                            specification,
                            seen.size(),
                            failure + " (the budget of " + draws.tokenBudget() + " tokens is spent)");
                }
                String told = draws.tellFailure() ? failure : "";
                drafts = draw(
                                Stage.EXECUTE,
                                List.of(new Order(
                                        specification,
                                        steps,
                                        known,
                                        told,
                                        round * draws.candidates(),
                                        draws.candidates())))
                        .getFirst();
            }
            List<Candidate> fresh = runnable(drafts, seen);
            failure = drafts.stream()
                    .flatMap(draft -> draft.flaw().stream())
                    .map(Verdict::summary)
                    .reduce(failure, (before, last) -> last);
            List<Verdict> verdicts = fresh.isEmpty() ? List.of() : judge.judgeUntilHeld(specification, fresh, earlier);
            for (int i = 0; i < verdicts.size(); i++) {
                tell(fresh.get(i), verdicts.get(i));
                if (verdicts.get(i) instanceof Verdict.Held held) {
                    return new Outcome.Solved(new Solution(specification, fresh.get(i), held));
                }
                failure = verdicts.get(i).summary();
            }
            Optional<Solution> mended = withArrays(specification, fresh, verdicts, earlier);
            if (mended.isPresent()) {
                return new Outcome.Solved(mended.get());
            }
            Optional<Amendment> agreed = Amendment.agreed(verdicts).filter(one -> !demanded.contains(one.output()));
            if (agreed.isPresent()) {
                Specification before = specification;
                specification = agreed.get().applyTo(before);
                stages.tell(new Event.Repaired("sub-task " + specification.number() + ": programs agree that "
                        + agreed.get().wording() + "; the specification now says so"));
                Optional<Solution> held = again(agreed.get(), before, specification, fresh, verdicts, earlier);
                if (held.isPresent()) {
                    return new Outcome.Solved(held.get());
                }
            }
        }
        return new Outcome.Unsolved(specification, seen.size(), failure);
    }

    /** The user's own choice comes before all candidates, if it holds. */
    private Optional<Solution> chosen(Specification specification, List<Solution> earlier) {
        Optional<Candidate> chosen = files.chosen(specification.number());
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Verdict verdict = judge.judge(specification, chosen.get(), earlier);
        stages.tell(Event.Judged.of(chosen.get(), verdict));
        if (verdict instanceof Verdict.Held held) {
            return Optional.of(new Solution(specification, chosen.get(), held));
        }
        stages.tell(new Event.Repaired("sub-task " + specification.number() + ": the program that was chosen for it ("
                + chosen.get().title() + ") does not do, " + verdict.summary() + "; the candidates are tried instead"));
        return Optional.empty();
    }

    /** Judges once more those that the amendment puts right. */
    private Optional<Solution> again(
            Amendment amendment,
            Specification before,
            Specification amended,
            List<Candidate> candidates,
            List<Verdict> verdicts,
            List<Solution> earlier) {
        List<Candidate> agreeing = IntStream.range(0, verdicts.size())
                .filter(i -> amendment.agrees(verdicts.get(i)))
                .mapToObj(candidates::get)
                .map(candidate -> ProgramText.amended(candidate, before, amended))
                .toList();
        return firstThatHolds(amended, agreeing, earlier);
    }

    /** Judges once more those that returned a list or a column where an array is specified, with the array made of it. */
    private Optional<Solution> withArrays(
            Specification specification, List<Candidate> candidates, List<Verdict> verdicts, List<Solution> earlier) {
        List<Candidate> mended = IntStream.range(0, verdicts.size())
                .boxed()
                .flatMap(i -> WrongType.of(verdicts.get(i))
                        .filter(Solver::becomesArray)
                        .flatMap(wrong -> ProgramText.withArrays(candidates.get(i), specification, wrong))
                        .stream())
                .toList();
        if (mended.isEmpty()) {
            return Optional.empty();
        }
        stages.tell(new Event.Repaired("sub-task " + specification.number() + ": " + mended.size()
                + (mended.size() == 1 ? " program returns a list or tuple" : " programs return lists or tuples")
                + " where arrays are specified; now the array"));
        return firstThatHolds(specification, mended, earlier);
    }

    private static boolean becomesArray(WrongType wrong) {
        return wrong.specified().equals(ValueType.ARRAY.python())
                && (wrong.actual().equals(ValueType.LIST.python())
                        || wrong.actual().equals("pandas.Series"));
    }

    private Optional<Solution> firstThatHolds(
            Specification specification, List<Candidate> candidates, List<Solution> earlier) {
        List<Verdict> verdicts = judge.judgeUntilHeld(specification, candidates, earlier);
        for (int i = 0; i < verdicts.size(); i++) {
            tell(candidates.get(i), verdicts.get(i));
            if (verdicts.get(i) instanceof Verdict.Held held) {
                return Optional.of(new Solution(specification, candidates.get(i), held));
            }
        }
        return Optional.empty();
    }

    /** Without those that are flawed already, and without the same code again. */
    private List<Candidate> runnable(List<Draft> drafts, Set<String> seen) {
        List<Candidate> fresh = new ArrayList<>();
        for (Draft draft : drafts) {
            if (draft.flaw().isPresent()) {
                tell(draft.candidate(), draft.flaw().get());
                seen.add("flawed " + draft.candidate().index());
            } else if (seen.add(draft.candidate().code())) {
                fresh.add(draft.candidate());
            }
        }
        return fresh;
    }

    private void tell(Candidate candidate, Verdict verdict) {
        files.judged(candidate, verdict);
        stages.tell(Event.Judged.of(candidate, verdict));
    }

    private List<List<Draft>> draw(Stage stage, List<Order> orders) {
        int answers = orders.stream().mapToInt(Order::count).sum();
        List<List<Draft>> drafts = generator.generate(orders, stages.writing(stage, answers));
        drafts.stream().flatMap(List::stream).map(Draft::candidate).forEach(candidate -> {
            tokens += candidate.tokens();
            files.drawn(candidate);
        });
        List<GuardReport> reports =
                drafts.stream().flatMap(List::stream).map(Draft::guarded).toList();
        if (reports.stream().anyMatch(report -> !report.equals(GuardReport.NONE))) {
            stages.tell(Event.Guarded.of(reports));
        }
        return drafts;
    }

    private static List<String> steps(Specification specification, List<SubTask> subTasks) {
        return subTasks.stream()
                .filter(subTask -> subTask.number() == specification.number())
                .flatMap(subTask -> Stream.of(subTask.steps()))
                .findFirst()
                .orElse(List.of());
    }
}
