package io.gpiot.bench.run;

import io.gpiot.base.Progress;
import io.gpiot.bench.run.BenchResult.CodeResult;
import io.gpiot.bench.run.BenchResult.Cost;
import io.gpiot.bench.run.BenchResult.Sample;
import io.gpiot.bench.subject.ProgramWriter;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.subject.Written;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.examine.Examination;
import io.gpiot.data.examine.Examiner;
import io.gpiot.data.examine.Outcome;
import io.gpiot.engine.Sampling;
import io.gpiot.synthesis.run.Asking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks for all answers of all tasks in one batch, then examines the programs. */
public final class BenchRun {

    private final Asking asking;
    private final ProgramWriter writer;
    private final Prompts prompts;
    private final Examiner examiner;
    private final Progress progress;

    /**
     * @param asking the model, with what it answered before
     * @param writer of programs
     * @param prompts of decompositions
     */
    public BenchRun(Asking asking, ProgramWriter writer, Prompts prompts, Examiner examiner, Progress progress) {
        this.asking = asking;
        this.writer = writer;
        this.prompts = prompts;
        this.examiner = examiner;
        this.progress = progress;
    }

    /**
     * @param subject what the result says of who answered
     * @param machine what it says of where
     */
    public BenchResult run(Suite suite, Settings settings, BenchResult.Identity subject, Map<String, String> machine) {
        Instant started = Instant.now();
        List<CodeItem> items = limited(suite.code(), settings.limit());
        List<Written.Order> orders = new ArrayList<>();
        for (CodeItem item : items) {
            for (int index = 0; index < settings.samples(); index++) {
                orders.add(new Written.Order(item, sampling(settings, item.id(), index)));
            }
        }
        PlanRun planRun = new PlanRun(asking, prompts, settings);
        List<Written> programs = orders.isEmpty() ? List.of() : writer.write(orders);
        List<BenchResult.PlanResult> plans = planRun.run(limited(suite.plans(), settings.limit()));
        double written = seconds(started);

        List<List<Examination>> examinations = examine(items, programs, settings.samples());
        double examined = seconds(started) - written;

        List<CodeResult> code = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<Sample> samples = new ArrayList<>();
            int ran = 0;
            for (int index = 0; index < settings.samples(); index++) {
                Written answer = programs.get(i * settings.samples() + index);
                Examination examination = answer.program().isPresent()
                        ? examinations.get(i).get(ran++)
                        : Examination.unrun(Outcome.FORMAT, answer.flaw());
                samples.add(sample(index, answer, examination));
            }
            CodeItem item = items.get(i);
            code.add(new CodeResult(
                    item.id(),
                    item.domain(),
                    item.level(),
                    item.question().text(),
                    programs.get(i * settings.samples()).prompt(),
                    samples));
        }
        return new BenchResult(
                BenchResult.VERSION,
                suite.name(),
                suite.hash(),
                subject,
                settings,
                machine,
                started.toString(),
                cost(written, examined, code, plans),
                code,
                plans,
                notes(suite),
                Map.of(),
                List.of());
    }

    private List<List<Examination>> examine(List<CodeItem> items, List<Written> programs, int samples) {
        List<Examiner.Job> jobs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            CodeItem item = items.get(i);
            jobs.add(item.job(programs.subList(i * samples, (i + 1) * samples).stream()
                    .flatMap(written -> written.program().stream())
                    .map(item::whole)
                    .toList()));
        }
        return examiner.examine(jobs, progress);
    }

    private static Sample sample(int index, Written written, Examination examination) {
        return new Sample(
                index,
                written.seed(),
                written.program().orElse(written.answer()),
                written.finish().name(),
                written.promptTokens(),
                written.tokens(),
                written.thrownAway(),
                written.prevented(),
                examination,
                null,
                null);
    }

    private Cost cost(double written, double examined, List<CodeResult> code, List<BenchResult.PlanResult> plans) {
        List<Sample> samples =
                code.stream().flatMap(each -> each.samples().stream()).toList();
        List<BenchResult.Plan> answers =
                plans.stream().flatMap(each -> each.answers().stream()).toList();
        return new Cost(
                written,
                examined,
                samples.stream().mapToLong(Sample::promptTokens).sum()
                        + answers.stream()
                                .mapToLong(BenchResult.Plan::promptTokens)
                                .sum(),
                samples.stream().mapToLong(Sample::tokens).sum()
                        + answers.stream().mapToLong(BenchResult.Plan::tokens).sum(),
                samples.stream().mapToLong(Sample::thrownAway).sum(),
                asking.freshTokens());
    }

    private List<String> notes(Suite suite) {
        List<String> notes = new ArrayList<>(suite.notes());
        if (asking.remembered() > 0) {
            notes.add(asking.remembered() + " of " + asking.asked()
                    + " answers were kept from an earlier run: writing time and fresh tokens are those of the rest");
        }
        return notes;
    }

    /** The same for a task and a sample whatever else is asked. */
    static Sampling sampling(Settings settings, String id, int index) {
        long seed = settings.seed() * 1_000_003L + (id.hashCode() & 0xffffffffL) * 1_009L + index;
        return settings.temperature() == 0
                ? Sampling.GREEDY.withSeed(seed)
                : Sampling.of(settings.temperature(), 0.95, seed);
    }

    private static <T> List<T> limited(List<T> items, int limit) {
        return limit > 0 && items.size() > limit ? items.subList(0, limit) : items;
    }

    private static double seconds(Instant from) {
        return (System.currentTimeMillis() - from.toEpochMilli()) / 1000.0;
    }
}
