package io.gpiot.app.runs;

import io.gpiot.app.ChainRun;
import io.gpiot.app.RunSession;
import io.gpiot.synthesis.decompose.Decomposer;
import io.gpiot.synthesis.inspect.DataInspector;
import io.gpiot.synthesis.prompt.Role;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.RunFolder;
import io.gpiot.synthesis.run.Task;
import io.gpiot.synthesis.run.Tools;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All runs on one session: their rows share its model's batch.
 *
 * @param session asked for at each run, so that it may be opened by the first
 */
public record SessionWork(Supplier<RunSession> session) implements RunWork {

    @Override
    public void check(Task task, Path folder) {
        RunFolder.check(folder, task.requirement(), task.data());
        DataInspector.check(task.data(), RunSession.LARGEST_DATA);
        Decomposer.checkFits(
                session.get().model(), Tools.standardForm(Role.SUB_TASKS), task.requirement(), task.settings());
    }

    @Override
    public ChainRun.Ended run(Task task, Path folder, Consumer<Event> listener) {
        return new ChainRun(session.get(), task, folder, System.nanoTime()).run(listener, null);
    }
}
