package io.gpiot.bench.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU with one reference a segment: 13a tokens, exponential smoothing, effective order; equal to sacrebleu's. With matches
 * m_n of t_n n-grams, p_n = m_n / t_n, or 1 / (2^z t_n) for the z-th order without a match; the score is
 * min(1, e^(1 - r/c)) (p_1 ... p_N)^(1/N), where c and r are the lengths and N, at most 4, is the highest order with t_n above 0.
 */
public final class Bleu {

    private static final int ORDERS = 4;

    private final long[] matches = new long[ORDERS];
    private final long[] totals = new long[ORDERS];
    private long length;
    private long referenceLength;

    private Bleu() {}

    /** One answer against its reference, 0 to 1. */
    public static double ofSegment(String answer, String reference) {
        return ofCorpus(List.of(answer), List.of(reference));
    }

    /** Counts are summed over segments first, so that long answers weigh more; 0 to 1. */
    public static double ofCorpus(List<String> answers, List<String> references) {
        if (answers.size() != references.size()) {
            throw new IllegalArgumentException(answers.size() + " answers, " + references.size() + " references");
        }
        Bleu bleu = new Bleu();
        for (int i = 0; i < answers.size(); i++) {
            bleu.add(Tokens.of(answers.get(i)), Tokens.of(references.get(i)));
        }
        return bleu.score();
    }

    private void add(List<String> answer, List<String> reference) {
        length += answer.size();
        referenceLength += reference.size();
        for (int order = 1; order <= ORDERS; order++) {
            Map<List<String>, Integer> wanted = grams(reference, order);
            for (Map.Entry<List<String>, Integer> gram : grams(answer, order).entrySet()) {
                totals[order - 1] += gram.getValue();
                matches[order - 1] += Math.min(gram.getValue(), wanted.getOrDefault(gram.getKey(), 0));
            }
        }
    }

    private static Map<List<String>, Integer> grams(List<String> tokens, int order) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int from = 0; from + order <= tokens.size(); from++) {
            counts.merge(tokens.subList(from, from + order), 1, Integer::sum);
        }
        return counts;
    }

    private double score() {
        if (Arrays.stream(matches).allMatch(count -> count == 0)) {
            return 0;
        }
        double smoothing = 1;
        double logs = 0;
        int order = 0;
        while (order < ORDERS && totals[order] > 0) {
            if (matches[order] == 0) {
                smoothing *= 2;
            }
            double precision =
                    matches[order] > 0 ? (double) matches[order] / totals[order] : 1 / (smoothing * totals[order]);
            logs += Math.log(precision);
            order++;
        }
        double brevity = length < referenceLength ? Math.exp(1 - (double) referenceLength / length) : 1;
        return brevity * Math.exp(logs / order);
    }
}
