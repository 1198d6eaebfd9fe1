package io.gpiot.app;

import io.gpiot.engine.decode.UnloadedModel;
import io.gpiot.synthesis.decompose.Decomposer;
import io.gpiot.synthesis.inspect.DataInspector;
import io.gpiot.synthesis.prompt.Role;
import io.gpiot.synthesis.run.RunFolder;
import io.gpiot.synthesis.run.Task;
import io.gpiot.synthesis.run.Tools;
import java.nio.file.Path;
import java.util.Optional;

/** What can be said against a run before anything is made, fetched or loaded for it. */
public final class RunCheck {

    private RunCheck() {}

    /**
     * Looks at the run's folder, the data's names and sizes, the model's memory, and whether the requirement fits into the
     * model's context. The last is asked later of a model that must be fetched first.
     *
     * @param folder the run's
     * @throws io.gpiot.base.GpiotException USER or RESOURCES, with the way out
     */
    public static void require(Workbench bench, String model, Task task, Path folder) {
        RunFolder.check(folder, task.requirement(), task.data());
        DataInspector.check(task.data(), RunSession.LARGEST_DATA);
        bench.checkMemory(model);
        Optional<UnloadedModel> here = bench.unloaded(model);
        if (here.isPresent()) {
            try (UnloadedModel unloaded = here.get()) {
                Decomposer.checkFits(unloaded, Tools.standardForm(Role.SUB_TASKS), task.requirement(), task.settings());
            }
        }
    }
}
