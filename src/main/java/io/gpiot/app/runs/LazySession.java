package io.gpiot.app.runs;

import io.gpiot.app.RunSession;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session that the first who needs it opens; where that fails, the next one tries again. */
public final class LazySession implements Supplier<RunSession>, AutoCloseable {

    private final Supplier<RunSession> opening;
    private @Nullable RunSession session;

    public LazySession(Supplier<RunSession> opening) {
        this.opening = opening;
    }

    @Override
    public synchronized RunSession get() {
        RunSession open = session == null ? opening.get() : session;
        session = open;
        return open;
    }

    @Override
    public synchronized void close() {
        RunSession open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
