package io.gpiot.engine.tune;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.format.ModelConfig;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The samples of one call, packed: no token is padding, whatever the lengths. Those of path 1 come first, else in the
 * caller's order.
 *
 * @param tokens of all samples, one after the other
 * @param lengths of the samples
 * @param positions of the tokens within their samples
 * @param firstTokens how many of the tokens belong to path-1 samples
 * @param predictors places in {@code tokens} whose next token belongs to an answer
 * @param targets those next tokens
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call
record Samples(int[] tokens, int[] lengths, long[] positions, long firstTokens, long[] predictors, long[] targets) {

    static Samples pack(int[][] rows, int[] answerStarts, int[] paths, int pathCount, ModelConfig config, int context) {
        check(rows, answerStarts, paths, pathCount, config, context);
        int[] order = IntStream.concat(
                        IntStream.range(0, rows.length).filter(row -> paths[row] == 1),
                        IntStream.range(0, rows.length).filter(row -> paths[row] != 1))
                .toArray();
        int[] lengths = Arrays.stream(order).map(row -> rows[row].length).toArray();
        int total = Arrays.stream(lengths).sum();
        int[] tokens = new int[total];
        long[] positions = new long[total];
        long[] predictors = new long[total];
        long[] targets = new long[total];
        int start = 0;
        int answers = 0;
        long firstTokens = 0;
        for (int row : order) {
            int[] sample = rows[row];
            System.arraycopy(sample, 0, tokens, start, sample.length);
            for (int at = 0; at < sample.length; at++) {
                positions[start + at] = at;
            }
            for (int at = answerStarts[row]; at < sample.length; at++) {
                predictors[answers] = start + at - 1L;
                targets[answers++] = sample[at];
            }
            start += sample.length;
            firstTokens += paths[row] == 1 ? sample.length : 0;
        }
        return new Samples(
                tokens,
                lengths,
                positions,
                firstTokens,
                Arrays.copyOf(predictors, answers),
                Arrays.copyOf(targets, answers));
    }

    private static void check(
            int[][] rows, int[] answerStarts, int[] paths, int pathCount, ModelConfig config, int context) {
        if (rows.length == 0 || rows.length != answerStarts.length || rows.length != paths.length) {
            throw new IllegalArgumentException(
                    rows.length + " rows, " + answerStarts.length + " answers, " + paths.length + " paths");
        }
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length > context) {
                throw GpiotException.user("sample " + (row + 1) + " takes " + rows[row].length
                        + " tokens, but the model has a context of " + context + "; leave it out or shorten it");
            }
            if (answerStarts[row] < 1 || answerStarts[row] >= rows[row].length) {
                throw new IllegalArgumentException("sample " + (row + 1) + " of " + rows[row].length
                        + " tokens cannot have its answer from token " + answerStarts[row] + " on");
            }
            if (paths[row] < 1 || paths[row] > pathCount) {
                throw new IllegalArgumentException("sample " + (row + 1) + " asks for path " + paths[row]);
            }
            for (int token : rows[row]) {
                if (token < 0 || token >= config.vocabularySize()) {
                    throw new IllegalArgumentException("token " + token + " is not in the vocabulary");
                }
            }
        }
    }
}
