package io.gpiot.data.build;

import io.gpiot.data.CodeTask;
import io.gpiot.data.CrawledRow;
import io.gpiot.data.DecompositionTask;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.distinct.Decontamination;
import io.gpiot.data.distinct.NearDuplicates;
import io.gpiot.data.distinct.Protected;
import io.gpiot.data.read.Fault;
import io.gpiot.data.read.Rows;
import io.gpiot.data.verify.RowVerdict;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Takes the rows that are in order, pass their tests and share nothing with a benchmark, and makes pairs of them. */
public final class DatasetBuilder {

    /**
     * How to build.
     *
     * @param mostTokens of question and answer together; longer pairs are rejected, not cut
     * @param tokens counts them; see {@link #ROUGHLY}
     * @param retrieval gives expert cards, or none
     */
    public record Settings(int mostTokens, ToIntFunction<String> tokens, Retrieval retrieval) {}

    /** About three characters a token: code and figures take more tokens than prose. */
    public static final ToIntFunction<String> ROUGHLY = text -> text.length() / 3;

    private final Settings settings;
    private final SampleMaker maker;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final NearDuplicates problems = new NearDuplicates();
    private final NearDuplicates programs = new NearDuplicates();
    private int words;
    private int tokens;
    private int contaminated;
    private double largestShare;

    private DatasetBuilder(Settings settings) {
        this.settings = settings;
        this.maker = new SampleMaker(
                PromptForm.of(Role.SUB_TASKS, PromptForm.STANDARD),
                PromptForm.of(Role.PROGRAM, PromptForm.STANDARD),
                settings.retrieval());
    }

    /**
     * @param rows for training and of the bench, as read
     * @param verdicts by hash; a program without one counts as unchecked and is rejected
     * @param others further tasks that no pair may share text with
     */
    public static Dataset build(
            Rows rows, Map<String, RowVerdict> verdicts, List<Protected> others, Settings settings) {
        DatasetBuilder builder = new DatasetBuilder(settings);
        List<Row> training = rows.rows().stream()
                .filter(row -> row.label().kind().isTraining())
                .toList();
        List<Protected> tasks = Stream.concat(
                        rows.rows().stream()
                                .filter(row -> !row.label().kind().isTraining())
                                .map(Protected::of),
                        others.stream())
                .toList();
        Decontamination decontamination = new Decontamination(tasks, training);
        Set<String> faulty = new HashSet<>();
        for (Fault fault : rows.faults()) {
            faulty.add(fault.file());
            builder.rejects.add(new Reject(fault.file(), "row", Reject.STRUCTURE, fault.toText()));
        }
        for (Row row : training) {
            if (!faulty.contains(row.label().source())) {
                builder.take(row, verdicts, decontamination);
            }
        }
        return new Dataset(
                builder.samples,
                builder.rejects,
                new Dataset.Comparison(
                        decontamination.tasks(),
                        training.size(),
                        builder.words,
                        builder.tokens,
                        builder.contaminated,
                        builder.largestShare));
    }

    private void take(Row row, Map<String, RowVerdict> verdicts, Decontamination decontamination) {
        if (sharesWithABenchmark(row, decontamination)) {
            return;
        }
        switch (row) {
            case ProblemRow problem -> {
                for (int wording = 0; wording < problem.texts().size(); wording++) {
                    keep(
                            maker.sample(problem, wording),
                            problems,
                            problem.texts().get(wording));
                }
            }
            case ProgramRow program -> {
                RowVerdict verdict = verdicts.getOrDefault(program.hash(), new RowVerdict.Unchecked("it was not run"));
                switch (verdict) {
                    case RowVerdict.Passed passed ->
                        keep(maker.sample(program, verdict.word()), programs, program.prose());
                    case RowVerdict.Failed failed -> reject(row, Reject.EXECUTION, failed.why());
                    case RowVerdict.Unchecked unchecked -> reject(row, Reject.EXECUTION, unchecked.why());
                }
            }
            case CrawledRow crawled -> keep(maker.sample(crawled), programs, crawled.prose());
            case CodeTask task -> {}
            case DecompositionTask task -> {}
        }
    }

    private boolean sharesWithABenchmark(Row row, Decontamination decontamination) {
        Optional<Decontamination.Finding> found = decontamination.find(row);
        if (found.isEmpty()) {
            return false;
        }
        Decontamination.Finding finding = found.get();
        words += finding.prose() ? 1 : 0;
        tokens += finding.prose() ? 0 : 1;
        if (finding.contaminated()) {
            contaminated++;
            reject(
                    row,
                    Reject.BENCHMARK,
                    "%s of %s, %.0f %%: %s"
                            .formatted(
                                    finding.task().id(),
                                    finding.task().suite(),
                                    100 * finding.share(),
                                    finding.example()));
            return true;
        }
        largestShare = Math.max(largestShare, finding.share());
        return false;
    }

    /** @param asked what the pair's question is about: with the answer it tells whether the pair came before */
    private void keep(Sample sample, NearDuplicates seen, String asked) {
        int length = settings.tokens().applyAsInt(sample.answer());
        for (Sample.Turn turn : sample.messages()) {
            length += settings.tokens().applyAsInt(turn.content());
        }
        if (length > settings.mostTokens()) {
            rejects.add(new Reject(
                    sample.id(),
                    sample.kind(),
                    Reject.LENGTH,
                    "about " + length + " tokens, may have " + settings.mostTokens()));
            return;
        }
        Optional<String> twin = seen.add(sample.id(), asked + "\n" + sample.answer());
        if (twin.isPresent()) {
            rejects.add(new Reject(sample.id(), sample.kind(), Reject.DUPLICATE, "of " + twin.get()));
            return;
        }
        samples.add(sample);
    }

    private void reject(Row row, String reason, String detail) {
        rejects.add(new Reject(row.label().id(), row.label().kind().text(), reason, detail));
    }
}
