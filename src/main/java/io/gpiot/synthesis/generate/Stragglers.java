package io.gpiot.synthesis.generate;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a batch end when most of it has ended: the last programs of a batch are nearly always ones that have lost their
 * way, and a step with one row costs almost as much as a step with eight. Once three quarters have ended, what has drawn
 * more than {@value #TIMES} times the median of those that ended by themselves is cut. Tokens that a guard took back
 * count: a program that is objected to again and again holds the batch up just as long. A sub-task of which none has
 * ended by itself yet is waited for: its programs may be the long ones.
 */
final class Stragglers implements AnswerListener {

    private static final double TIMES = 2;
    private static final double ENDED = 0.75;

    /** Tokens that any program may draw. */
    private static final int SHORT = 120;

    private final AnswerListener listener;
    private final int[] subTasks;
    private final Set<Integer> answered = new HashSet<>();
    private final int[] drawn;
    private final List<Integer> whole = new ArrayList<>();
    private int ended;
    private int most = Integer.MAX_VALUE;

    /** @param subTasks which one each request is for */
    Stragglers(int[] subTasks, AnswerListener listener) {
        this.subTasks = subTasks;
        this.listener = listener;
        this.drawn = new int[subTasks.length];
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
            answered.add(subTasks[index]);
        }
        if (ended >= ENDED * drawn.length && !whole.isEmpty()) {
            Collections.sort(whole);
            most = (int) Math.max(SHORT, TIMES * whole.get(whole.size() / 2));
        }
        listener.done(index, answer);
    }

    @Override
    public synchronized boolean cancelled(int index) {
        return drawn[index] > most && answered.contains(subTasks[index]) || listener.cancelled(index);
    }
}
