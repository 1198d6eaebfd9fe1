package io.gpiot.synthesis.generate;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lets a batch end when most of it has ended: the last programs of a batch are nearly always ones that have lost their
 * way, and a step with one row costs almost as much as a step with eight. Once three quarters have ended, what has grown
 * to {@value #TIMES} times the median length of those that ended by themselves is cut.
 */
final class Stragglers implements AnswerListener {

    private static final double TIMES = 2;
    private static final double ENDED = 0.75;

    /** Characters that any program may have. */
    private static final int SHORT = 400;

    private final AnswerListener listener;
    private final int[] lengths;
    private final List<Integer> whole = new ArrayList<>();
    private int ended;
    private int most = Integer.MAX_VALUE;

    Stragglers(int requests, AnswerListener listener) {
        this.listener = listener;
        this.lengths = new int[requests];
    }

    @Override
    public synchronized void text(int index, String piece) {
        lengths[index] += piece.length();
        listener.text(index, piece);
    }

    @Override
    public void token(int index) {
        listener.token(index);
    }

    @Override
    public synchronized void done(int index, Answer answer) {
        ended++;
        if (answer.finish() == Answer.Finish.STOP) {
            whole.add(answer.text().length());
        }
        if (ended >= ENDED * lengths.length && !whole.isEmpty()) {
            Collections.sort(whole);
            most = (int) Math.max(SHORT, TIMES * whole.get(whole.size() / 2));
        }
        listener.done(index, answer);
    }

    @Override
    public synchronized boolean cancelled(int index) {
        return lengths[index] > most || listener.cancelled(index);
    }
}
