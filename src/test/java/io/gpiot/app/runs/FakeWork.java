package io.gpiot.app.runs;

import io.gpiot.app.ChainRun;
import io.gpiot.base.GpiotException;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.Synthesis;
import io.gpiot.synthesis.run.Task;
import io.gpiot.synthesis.run.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** The real synthesis with a babbling model and a judge that decides by rule; may be told to wait at each event. */
public final class FakeWork implements RunWork {

    /** The chosen candidate of each sub-task is the one of this index. */
    public static final int HOLDS = 1;

    private final LanguageModel model;
    private final Semaphore steps;

    /** Requirements that were begun, in order. */
    final List<String> begun = new CopyOnWriteArrayList<>();

    private FakeWork(LanguageModel model, Semaphore steps) {
        this.model = model;
        this.steps = steps;
    }

    /** Runs through. */
    public static FakeWork fast() {
        return on(babbling());
    }

    public static FakeWork on(LanguageModel model) {
        return new FakeWork(model, new Semaphore(Integer.MAX_VALUE / 2));
    }

    /** Waits before each event but those of writing, until it is given a step. */
    static FakeWork stepwise() {
        return new FakeWork(babbling(), new Semaphore(0));
    }

    void step(int events) {
        steps.release(events);
    }

    public static ScriptedModel babbling() {
        return new ScriptedModel(FakeWork::script, 16_000);
    }

    private static Optional<String> script(Request request) {
        if (request.constraint() != null) {
            return Optional.empty();
        }
        return Optional.of(
                request.prefill().contains("## Documentation")
                        ? "What it does."
                        : "    # drawn with " + request.sampling().seed() + "\n    return 1\n");
    }

    @Override
    public void check(Task task, Path folder) {
        if (task.requirement().text().contains("refuse")) {
            throw GpiotException.user("the folder " + folder + " is refused");
        }
    }

    @Override
    public ChainRun.Ended run(Task task, Path folder, Consumer<Event> listener) {
        begun.add(task.requirement().text());
        if (task.requirement().text().contains("fail")) {
            throw GpiotException.user("no good data in " + task.data());
        }
        Tools tools = new Tools(
                model,
                Retrieval.NONE,
                path -> inspect(),
                FakeWork::judge,
                FakeWork::compose,
                Tools::standardForm,
                null);
        Result result = new Synthesis(tools, event -> {
                    if (!(event instanceof Event.Writing)) {
                        await();
                    }
                    listener.accept(event);
                })
                .run(task, folder);
        return task.planOnly()
                ? new ChainRun.Ended.Planned(result)
                : new ChainRun.Ended.Finished(result, List.of("it ran"), Map.of("f1", 0.5), true, 1);
    }

    private void await() {
        try {
            steps.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GpiotException(GpiotException.Category.USER, "interrupted", e);
        }
    }

    private static List<Value> inspect() {
        return List.of(
                new Value(Parameter.parse("ecg (numpy.ndarray): one lead"), "float64, shape (9,)"),
                new Value(Parameter.parse("fs (float): rate in Hz"), "360.0"));
    }

    private static Verdict judge(Specification specification, Candidate candidate, List<Solution> earlier) {
        boolean good = candidate.index() >= HOLDS || candidate.code().contains("# mine");
        return good
                ? new Verdict.Held(
                        specification.outputs().stream()
                                .map(output -> new Value(output, "measured"))
                                .toList(),
                        0.5,
                        1 << 20,
                        "")
                : new Verdict.Raised("ValueError: no", "line 1");
    }

    private static Map<String, String> compose(List<Value> data, List<Solution> solutions) {
        return Map.of("main.py", "# " + solutions.size() + " programs\n");
    }
}
