package io.gpiot.data.augment;

import io.gpiot.data.ProblemRow;
import io.gpiot.data.Row;
import io.gpiot.data.augment.recombine.KnowledgeBase;
import io.gpiot.data.augment.recombine.Recombiner;
import io.gpiot.data.distinct.Split;
import io.gpiot.synthesis.decompose.SubTaskGrammar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** TDD: problems recombined from the knowledge base, as far as they are new, short enough and none of the bench's. */
public final class ProblemAugmenter {

    private static final int MOST_WORDS = 300;

    private ProblemAugmenter() {}

    /** @param rows all rows of the checkout */
    public static Augmentation augment(List<Row> rows, KnowledgeBase base, Recombiner.Settings settings) {
        List<ProblemRow> written = rows.stream()
                .filter(ProblemRow.class::isInstance)
                .map(ProblemRow.class::cast)
                .toList();
        Gate gate = new Gate(rows.stream()
                .filter(row -> row.code().isEmpty() || !isTraining(row))
                .toList());
        int before = gate.pairs();
        int refusedBefore = gate.refusals().size();
        List<ProblemRow> made = new Recombiner(base, settings).rows(written, (task, row) -> takes(row, gate));
        return new Augmentation(
                List.copyOf(made),
                gate.refusals().subList(refusedBefore, gate.refusals().size()),
                Map.of("tdd", before),
                Map.of("tdd", gate.pairs()));
    }

    private static boolean isTraining(Row row) {
        return row.label().kind().isTraining();
    }

    /** Topics of development stay as they were written: recombined rows share stages among topics. */
    private static boolean takes(ProblemRow row, Gate gate) {
        if (Split.of(row.label().domain(), row.label().topic()) == Split.DEVELOPMENT) {
            gate.refuse(row, Refusal.DEVELOPMENT, row.label().topic());
            return false;
        }
        int words = row.subTasks().stream()
                .mapToInt(each -> each.toText().split("\\s+").length)
                .sum();
        if (words > MOST_WORDS) {
            gate.refuse(row, Refusal.SHAPE, "the decomposition has " + words + " words");
            return false;
        }
        Optional<String> fault = SubTaskGrammar.fault(SubTaskGrammar.fitted(row.subTasks()));
        if (fault.isPresent()) {
            gate.refuse(row, Refusal.SHAPE, fault.get());
            return false;
        }
        return gate.passes(row);
    }
}
