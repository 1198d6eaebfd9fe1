package io.gpiot.data.augment;

import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.augment.vary.ProgramVariations;
import io.gpiot.data.verify.RowVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * CGD: variations of authored programs that pass their changed tests, that the authored program fails, and that are new. The last
 * two make a variation mean something: what the old program passes asks for nothing else.
 */
public final class ProgramAugmenter {

    private ProgramAugmenter() {}

    /**
     * @param rows all rows of the checkout
     * @param most variations of one row
     * @param verify verdicts by the rows' hashes
     */
    public static Augmentation augment(
            List<Row> rows,
            ProgramVariations variations,
            int most,
            long seed,
            Function<List<ProgramRow>, Map<String, RowVerdict>> verify) {
        List<ProgramRow> written = rows.stream()
                .filter(ProgramRow.class::isInstance)
                .map(ProgramRow.class::cast)
                .toList();
        List<ProgramRow> candidates = variations.of(written, most, seed);
        Map<String, RowVerdict> verdicts = verify.apply(candidates);
        Gate gate = new Gate(rows.stream()
                .filter(row -> !row.label().kind().isTraining() || row instanceof ProgramRow)
                .toList());
        int before = gate.pairs();
        int refusedBefore = gate.refusals().size();
        List<ProgramRow> taken = new ArrayList<>();
        for (ProgramRow row : candidates) {
            RowVerdict verdict = verdicts.getOrDefault(row.hash(), new RowVerdict.Unchecked("it was not run"));
            switch (verdict) {
                case RowVerdict.Passed passed -> {
                    if (gate.passes(row)) {
                        taken.add(row);
                    }
                }
                case RowVerdict.Failed failed -> gate.refuse(row, Refusal.EXECUTION, failed.why());
                case RowVerdict.Unchecked unchecked -> gate.refuse(row, Refusal.UNCHECKED, unchecked.why());
            }
        }
        return new Augmentation(
                List.copyOf(taken),
                gate.refusals().subList(refusedBefore, gate.refusals().size()),
                Map.of("cgd", before),
                Map.of("cgd", gate.pairs()));
    }
}
