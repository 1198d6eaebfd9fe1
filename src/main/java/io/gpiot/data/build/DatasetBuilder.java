package io.gpiot.data.build;

import io.gpiot.data.CodeTask;
import io.gpiot.data.CrawledRow;
import io.gpiot.data.DecompositionTask;
import io.gpiot.data.Kind;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.distinct.Decontamination;
import io.gpiot.data.distinct.Meanings;
import io.gpiot.data.distinct.NearDuplicates;
import io.gpiot.data.distinct.Protected;
import io.gpiot.data.read.Fault;
import io.gpiot.data.read.Rows;
import io.gpiot.data.scale.Workers;
import io.gpiot.data.verify.RowVerdict;
import io.gpiot.synthesis.Retrieval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
     * @param workers compute what near-duplicates are found by
     * @param embedding compares rows with tasks by meaning, or empty: by text alone
     */
    public record Settings(
            int mostTokens,
            ToIntFunction<String> tokens,
            Retrieval retrieval,
            Workers workers,
            Optional<Meanings.Embedding> embedding) {}

    /** About three characters a token: code and figures take more tokens than prose. */
    public static final ToIntFunction<String> ROUGHLY = text -> text.length() / 3;

    private final Settings settings;
    private final SampleMaker maker;
    private final List<Pairs.Made> made = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final NearDuplicates problems = new NearDuplicates();
    private final NearDuplicates programs = new NearDuplicates();
    private int words;
    private int tokens;
    private int contaminated;
    private double largestShare;
    private int compared;
    private int alike;

    private DatasetBuilder(Settings settings) {
        this.settings = settings;
        this.maker = new SampleMaker(settings.retrieval());
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
        Optional<Meanings> meanings = settings.embedding().map(embedding -> new Meanings(tasks, embedding));
        Set<String> faulty = new HashSet<>();
        for (Fault fault : rows.faults()) {
            faulty.add(fault.file());
            builder.rejects.add(new Reject(fault.file(), "row", Reject.STRUCTURE, fault.toText()));
        }
        for (Row row : training) {
            if (!faulty.contains(row.label().source())) {
                builder.take(row, verdicts, decontamination, meanings);
            }
        }
        builder.keepDistinct();
        return new Dataset(
                builder.samples,
                builder.rejects,
                new Dataset.Comparison(
                        decontamination.tasks(),
                        training.size(),
                        builder.words,
                        builder.tokens,
                        builder.contaminated,
                        builder.largestShare,
                        new Dataset.Meaning(
                                meanings.map(Meanings::name).orElse(""),
                                Meanings.SAME,
                                builder.compared,
                                builder.alike,
                                meanings.map(Meanings::nearest).orElse(Map.of()))));
    }

    private void take(
            Row row, Map<String, RowVerdict> verdicts, Decontamination decontamination, Optional<Meanings> meanings) {
        if (sharesWithABenchmark(row, decontamination) || meansABenchmark(row, meanings)) {
            return;
        }
        switch (row) {
            case ProblemRow problem -> {
                for (int wording = 0; wording < problem.texts().size(); wording++) {
                    keep(row, maker.pairs(problem, wording));
                }
            }
            case ProgramRow program -> {
                RowVerdict verdict = verdicts.getOrDefault(program.hash(), new RowVerdict.Unchecked("it was not run"));
                switch (verdict) {
                    case RowVerdict.Passed passed -> keep(row, maker.pairs(program, verdict.word()));
                    case RowVerdict.Failed failed -> reject(row, Reject.EXECUTION, failed.why());
                    case RowVerdict.Unchecked unchecked -> reject(row, Reject.EXECUTION, unchecked.why());
                }
            }
            case CrawledRow crawled -> keep(row, maker.pairs(crawled));
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

    private boolean meansABenchmark(Row row, Optional<Meanings> meanings) {
        Optional<Meanings.Nearest> found = meanings.flatMap(each -> each.find(row));
        compared += found.isPresent() ? 1 : 0;
        if (found.filter(Meanings.Nearest::same).isEmpty()) {
            return false;
        }
        alike++;
        Protected task = found.get().task();
        reject(
                row,
                Reject.MEANING,
                String.format(
                        Locale.ROOT,
                        "%s of %s, cosine %.3f",
                        task.id(),
                        task.suite(),
                        found.get().cosine()));
        return true;
    }

    private void keep(Row row, Pairs pairs) {
        switch (pairs) {
            case Pairs.Unfit unfit -> reject(row, Reject.SHAPE, unfit.why());
            case Pairs.Made made -> {
                List<Sample> fitting =
                        made.samples().stream().filter(this::isShortEnough).toList();
                if (!fitting.isEmpty()) {
                    this.made.add(new Pairs.Made(fitting, made.text()));
                }
            }
        }
    }

    private boolean isShortEnough(Sample sample) {
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
        }
        return length <= settings.mostTokens();
    }

    /** In the rows' order: which of two near-duplicates stays does not depend on who computed what first. */
    private void keepDistinct() {
        List<long[]> signatures =
                settings.workers().map(made.stream().map(Pairs.Made::text).toList(), NearDuplicates::signature);
        for (int i = 0; i < made.size(); i++) {
            Sample first = made.get(i).samples().getFirst();
            NearDuplicates seen = first.kind().equals(Kind.TDD.text()) ? problems : programs;
            Optional<String> twin = seen.add(first.id(), signatures.get(i));
            if (twin.isPresent()) {
                rejects.add(new Reject(first.id(), first.kind(), Reject.DUPLICATE, "of " + twin.get()));
            } else {
                samples.addAll(made.get(i).samples());
            }
        }
    }

    private void reject(Row row, String reason, String detail) {
        rejects.add(new Reject(row.label().id(), row.label().kind().text(), reason, detail));
    }
}
