package io.gpiot.app.runs;

import io.gpiot.app.ChainRun;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Task;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Carries runs out; called from several threads at once. Interrupting the calling thread stops a run. */
public interface RunWork {

    /**
     * Says what speaks against a run before it is queued.
     *
     * @throws io.gpiot.base.GpiotException USER or RESOURCES
     */
    default void check(Task task, Path folder) {}

    /** Runs, or goes on with what the folder holds. */
    ChainRun.Ended run(Task task, Path folder, Consumer<Event> listener);
}
