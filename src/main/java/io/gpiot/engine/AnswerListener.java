package io.gpiot.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Hears of answers as they grow. Called on the engine's thread: return quickly. */
public interface AnswerListener {

    AnswerListener NONE = new AnswerListener() {};

    /** Tells how many requests have ended, each time that one ends. */
    static AnswerListener counting(LongConsumer ended) {
        AtomicLong count = new AtomicLong();
        return new AnswerListener() {
            @Override
            public void done(int index, Answer answer) {
                ended.accept(count.incrementAndGet());
            }
        };
    }

    /** More text of request number {@code index}. Text that may turn out to be a stop string is held back. */
    default void text(int index, String piece) {}

    /** Another token of request number {@code index} was drawn; one that a guard takes back counts too. */
    default void token(int index) {}

    /** Request number {@code index} ended. */
    default void done(int index, Answer answer) {}

    /** Asked once a step: whether request number {@code index} is no longer wanted. */
    default boolean cancelled(int index) {
        return false;
    }
}
