package io.gpiot.engine.decode;

import io.gpiot.engine.Constraint;
import io.gpiot.engine.Request;
import io.gpiot.engine.Vocabulary;
import io.gpiot.engine.sampling.StopDetector;
import io.gpiot.engine.text.Utf8Assembler;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * All that follows from an answer's tokens: its text, the stop strings, the constraint. A roll-back makes a new one and
 * pushes the kept tokens again, so nothing of what was taken back can stay behind.
 */
final class Writing {

    private final Vocabulary vocabulary;
    private final @Nullable Constraint constraint;
    private final StopDetector stops;
    private final Utf8Assembler assembler = new Utf8Assembler();
    private final StringBuilder text = new StringBuilder();
    private int rawLength;

    Writing(Request request, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.stops = new StopDetector(request.stop());
        this.constraint =
                request.constraint() == null ? null : request.constraint().start(vocabulary);
    }

    void push(int token) {
        if (constraint != null) {
            constraint.accept(token);
        }
        take(assembler.push(vocabulary.bytes(token)));
    }

    /** The answer ends: what was held back comes out. */
    void close() {
        take(assembler.flush());
        text.append(stops.finish());
    }

    private void take(String piece) {
        rawLength += piece.length();
        text.append(stops.push(piece));
    }

    /** The answer so far, without what may turn out to be a stop string. */
    StringBuilder text() {
        return text;
    }

    /** Characters so far, those that are held back and the stop string included. */
    int rawLength() {
        return rawLength;
    }

    boolean stopped() {
        return stops.stopped();
    }

    boolean complete() {
        return constraint != null && constraint.complete();
    }

    boolean constrained() {
        return constraint != null;
    }

    void restrict(BitSet allowed) {
        if (constraint != null) {
            constraint.restrict(allowed);
        }
    }
}
