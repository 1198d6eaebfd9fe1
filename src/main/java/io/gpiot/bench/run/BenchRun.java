package io.gpiot.bench.run;

import io.gpiot.base.Progress;
import io.gpiot.bench.examine.Examination;
import io.gpiot.bench.examine.Examiner;
import io.gpiot.bench.metric.Outcome;
import io.gpiot.bench.run.BenchResult.CodeResult;
import io.gpiot.bench.run.BenchResult.Cost;
import io.gpiot.bench.run.BenchResult.Sample;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Suite;
import io.gpiot.engine.Answer;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.synthesis.generate.ProgramText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for all answers of all tasks in one batch, then examines the programs. */
public final class BenchRun {

    private final Asking asking;
    private final Prompts prompts;
    private final Examiner examiner;
    private final Progress progress;

    /** @param asking the model, with what it answered before */
    public BenchRun(Asking asking, Prompts prompts, Examiner examiner, Progress progress) {
        this.asking = asking;
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
        List<Request> requests = new ArrayList<>();
        for (CodeItem item : items) {
            for (int index = 0; index < settings.samples(); index++) {
                requests.add(prompts.program(item, sampling(settings, item.id(), index)));
            }
        }
        PlanRun planRun = new PlanRun(asking, prompts, settings);
        List<Answer> answers = asking.ask("writing programs", requests);
        List<BenchResult.PlanResult> plans = planRun.run(limited(suite.plans(), settings.limit()));
        double written = seconds(started);

        List<Optional<String>> programs = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            programs.add(program(requests.get(i), answers.get(i)));
        }
        List<List<Examination>> examinations = examine(items, programs, settings.samples());
        double examined = seconds(started) - written;

        List<CodeResult> code = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<Sample> samples = new ArrayList<>();
            int ran = 0;
            for (int index = 0; index < settings.samples(); index++) {
                int at = i * settings.samples() + index;
                Answer answer = answers.get(at);
                Examination examination =
                        programs.get(at).isPresent() ? examinations.get(i).get(ran++) : unrun(answer);
                samples.add(sample(index, requests.get(at), answer, programs.get(at), examination));
            }
            CodeItem item = items.get(i);
            code.add(new CodeResult(
                    item.id(),
                    item.domain(),
                    item.level(),
                    item.question().text(),
                    text(requests.get(i * settings.samples())),
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
                notes(suite));
    }

    private List<List<Examination>> examine(List<CodeItem> items, List<Optional<String>> programs, int samples) {
        List<Examiner.Job> jobs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            CodeItem item = items.get(i);
            jobs.add(new Examiner.Job(
                    item,
                    programs.subList(i * samples, (i + 1) * samples).stream()
                            .flatMap(Optional::stream)
                            .map(item::whole)
                            .toList()));
        }
        return examiner.examine(jobs, progress);
    }

    private static Optional<String> program(Request request, Answer answer) {
        return ProgramText.code(request.prefill() + answer.text(), answer.finish() == Answer.Finish.STOP);
    }

    private static Examination unrun(Answer answer) {
        return Examination.unrun(
                Outcome.FORMAT,
                switch (answer.finish()) {
                    case STOP -> "the answer holds no code block";
                    case LENGTH, CANCELLED -> "the code did not end within the limit";
                    case GUARD ->
                        "given up while it was written: " + answer.guarded().why();
                });
    }

    private static Sample sample(
            int index, Request request, Answer answer, Optional<String> program, Examination examination) {
        return new Sample(
                index,
                request.sampling().seed(),
                program.orElse(request.prefill() + answer.text()),
                answer.finish().name(),
                answer.promptTokens(),
                answer.tokens(),
                answer.guarded().thrownAway(),
                answer.guarded().prevented(),
                examination);
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

    /** A request for people's eyes. */
    static String text(Request request) {
        StringBuilder text = new StringBuilder();
        request.messages()
                .forEach(message -> text.append("=== ")
                        .append(message.speaker().roleName())
                        .append('\n')
                        .append(message.content())
                        .append('\n'));
        return request.prefill().isEmpty()
                ? text.toString()
                : text.append("=== answer begins\n").append(request.prefill()).toString();
    }

    private static <T> List<T> limited(List<T> items, int limit) {
        return limit > 0 && items.size() > limit ? items.subList(0, limit) : items;
    }

    private static double seconds(Instant from) {
        return (System.currentTimeMillis() - from.toEpochMilli()) / 1000.0;
    }
}
