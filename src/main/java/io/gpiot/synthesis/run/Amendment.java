package io.gpiot.synthesis.run;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.WrongType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A type that the specification got wrong: where programs that were written apart from each other return the same other
 * type, the specification is what is mistaken ("peaks (float)"), for both come from one small model.
 *
 * @param wording as in the verdicts
 */
record Amendment(String output, ValueType type, String wording) {

    /** So many programs must agree. */
    private static final int AGREEING = 2;

    /** What most programs that returned something off their specification agree on; empty where they do not. */
    static Optional<Amendment> agreed(List<Verdict> verdicts) {
        Map<String, Integer> votes = new TreeMap<>();
        int off = 0;
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.OffSpecification wrong) {
                off++;
                votes.merge(wrong.why(), 1, Integer::sum);
            }
        }
        int all = off;
        return votes.entrySet().stream()
                .filter(vote -> vote.getValue() >= AGREEING && 2 * vote.getValue() > all)
                .map(Map.Entry::getKey)
                .flatMap(why -> read(why).stream())
                .findFirst();
    }

    private static Optional<Amendment> read(String why) {
        try {
            return WrongType.of(why).map(wrong -> new Amendment(wrong.output(), ValueType.of(wrong.actual()), why));
        } catch (GpiotException e) {
            return Optional.empty(); // such values cannot flow
        }
    }

    boolean agrees(Verdict verdict) {
        return verdict instanceof Verdict.OffSpecification wrong && wrong.why().equals(wording);
    }

    Specification applyTo(Specification specification) {
        List<Parameter> outputs = specification.outputs().stream()
                .map(old -> old.name().equals(output) ? new Parameter(output, type, old.meaning()) : old)
                .toList();
        return new Specification(
                specification.number(),
                specification.name(),
                specification.entryPoint(),
                specification.target(),
                specification.inputs(),
                outputs);
    }
}
