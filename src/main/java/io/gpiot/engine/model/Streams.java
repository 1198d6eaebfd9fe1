package io.gpiot.engine.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a pass run. A sequence on a coupled path is two rows, one a path.
 *
 * @param paths of the rows: 0 the base alone, else the adapter's path
 * @param partners of the rows: the row of the same sequence on the other path, or -1
 * @param answering rows whose logits are asked for, in the order of the answer
 * @param prefixes of the rows: what a row reads before its own tokens, or null where its slot holds all of them
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one pass
public record Streams(int[] paths, int[] partners, int[] answering, List<Prefix.@Nullable Part> prefixes) {

    /** Rows whose slots hold all of their tokens. */
    public Streams(int[] paths, int[] partners, int[] answering) {
        this(paths, partners, answering, Collections.nCopies(paths.length, null));
    }

    /** Rows of the base, all of which answer. */
    public static Streams plain(int rows) {
        int[] partners = new int[rows];
        Arrays.fill(partners, -1);
        int[] answering = new int[rows];
        Arrays.setAll(answering, row -> row);
        return new Streams(new int[rows], partners, answering);
    }

    boolean allAnswer() {
        for (int row = 0; row < answering.length; row++) {
            if (answering[row] != row) {
                return false;
            }
        }
        return answering.length == paths.length;
    }
}
