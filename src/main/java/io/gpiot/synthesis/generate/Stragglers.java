package io.gpiot.synthesis.generate;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lets a batch end when most of it has ended: the last programs of a batch are nearly always ones that have lost their
 * way, and a step with one row costs almost as much as a step with eight. Once three quarters have ended, what has drawn
 * more than {@value #TIMES} times the median of those that ended by themselves is cut. Tokens that a guard took back
 * count: a program that is objected to again and again holds the batch up just as long.
 */
final class Stragglers implements AnswerListener {

    private static final double TIMES = 2;
    private static final double ENDED = 0.75;

    /** Tokens that any program may draw. */
    private static final int SHORT = 120;

    private final AnswerListener listener;
    private final int[] drawn;
    private final List<Integer> whole = new ArrayList<>();
    private int ended;
    private int most = Integer.MAX_VALUE;

    Stragglers(int requests, AnswerListener listener) {
        this.listener = listener;
        this.drawn = new int[requests];
    }

    @Override
    public void text(int index, String piece) {
        listener.text(index, piece);
    }

    @Override
    public synchronized void token(int index) {
        drawn[index]++;
        listener.token(index);
    }

    @Override
    public synchronized void done(int index, Answer answer) {
        ended++;
        if (answer.finish() == Answer.Finish.STOP) {
            whole.add(drawn[index]);
        }
        if (ended >= ENDED * drawn.length && !whole.isEmpty()) {
            Collections.sort(whole);
            most = (int) Math.max(SHORT, TIMES * whole.get(whole.size() / 2));
        }
        listener.done(index, answer);
    }

    @Override
    public synchronized boolean cancelled(int index) {
        return drawn[index] > most || listener.cancelled(index);
    }
}
