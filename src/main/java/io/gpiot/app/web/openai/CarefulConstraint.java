package io.gpiot.app.web.openai;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Constraint;
import io.gpiot.engine.ConstraintFactory;
import io.gpiot.engine.Vocabulary;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a constraint's failure to its own request. On the engine's thread an exception would end every row of the batch, and
 * what this constraint follows is a stranger's schema.
 */
final class CarefulConstraint implements ConstraintFactory {

    private final ConstraintFactory inner;
    private volatile @Nullable RuntimeException broken;

    CarefulConstraint(ConstraintFactory inner) {
        this.inner = inner;
    }

    /** What went wrong, or null. */
    @Nullable
    RuntimeException broken() {
        return broken;
    }

    /** The rows of a broken constraint are no longer wanted. */
    AnswerListener watching(AnswerListener listener) {
        return new AnswerListener() {
            @Override
            public void text(int index, String piece) {
                listener.text(index, piece);
            }

            @Override
            public void token(int index) {
                listener.token(index);
            }

            @Override
            public void done(int index, Answer answer) {
                listener.done(index, answer);
            }

            @Override
            public boolean cancelled(int index) {
                return broken != null || listener.cancelled(index);
            }
        };
    }

    @Override
    public Constraint start(Vocabulary vocabulary) {
        Constraint row = inner.start(vocabulary);
        return new Constraint() {
            @Override
            public void restrict(BitSet allowed) {
                guard(() -> row.restrict(allowed));
            }

            @Override
            public void accept(int token) {
                guard(() -> row.accept(token));
            }

            @Override
            public boolean complete() {
                return broken == null && row.complete();
            }
        };
    }

    private void guard(Runnable step) {
        if (broken == null) {
            try {
                step.run();
            } catch (RuntimeException e) {
                broken = e;
            }
        }
    }
}
