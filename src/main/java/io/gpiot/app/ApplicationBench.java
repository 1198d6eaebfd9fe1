package io.gpiot.app;

import io.gpiot.base.Progress;
import io.gpiot.bench.application.Application;
import io.gpiot.bench.application.ApplicationResult;
import io.gpiot.bench.application.ApplicationRun;
import io.gpiot.bench.application.ApplicationSettings;
import io.gpiot.bench.application.Chain;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.Task;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Benchmarks an application with one opened chain. */
public final class ApplicationBench {

    private final RunSession session;
    private final RunSession.Choice choice;
    private final Progress progress;

    public ApplicationBench(RunSession session, RunSession.Choice choice, Progress progress) {
        this.session = session;
        this.choice = choice;
        this.progress = progress;
    }

    /**
     * @param folder of the benchmark; what it holds of an earlier run of the same is taken
     * @param events hears the chain
     * @param scores hears each program's scores
     */
    public ApplicationResult run(
            Application application,
            ApplicationSettings settings,
            Path folder,
            Consumer<Event> events,
            Consumer<ApplicationResult.Scored> scores) {
        Chain chain = (task, place) -> write(task, place, events);
        return new ApplicationRun(chain, session.wholeRun(), subject(settings), progress, scores)
                .run(application, settings, folder, BenchSession.machine());
    }

    private Chain.Written write(Task task, Path place, Consumer<Event> events) {
        long start = System.nanoTime();
        Result result = session.synthesise(task, place, events);
        String text = result.solutions().size() + " of " + result.outcomes().size() + " sub-tasks solved";
        return new Chain.Written(result.answered(), text, (System.nanoTime() - start) / 1e9);
    }

    private Map<String, String> subject(ApplicationSettings settings) {
        Map<String, String> subject = new LinkedHashMap<>();
        subject.put("model", session.model().id());
        subject.put("model hash", session.model().hash());
        subject.put(
                "adapter",
                session.model().adapter().isEmpty() ? "none" : session.model().adapter());
        subject.put("line guard", choice.guard() ? "on" : "off");
        subject.put("Python", session.python().identity());
        subject.put("sandbox", session.sandbox().name());
        subject.put("settings", settings.synthesis().toString());
        return subject;
    }
}
