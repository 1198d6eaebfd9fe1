package io.gpiot.synthesis.run;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.synthesis.run.RunRecord.StageRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides from the disk whether a stage has to run, runs it, and tells of it. */
final class Stages {

    private final RunFolder folder;
    private final RememberingModel model;
    private final Consumer<Event> listener;

    Stages(RunFolder folder, RememberingModel model, Consumer<Event> listener) {
        this.folder = folder;
        this.model = model;
        this.listener = listener;
    }

    /**
     * Makes a stage's files unless they are there: made from the same inputs, or edited by the user since, with nothing
     * changed of what the user gives. Where the stage runs again, edited files are kept as {@code .old}.
     *
     * @param given what the user decides
     * @param inputs everything else that the result depends on
     * @param work writes the stage's files and returns their names
     * @return the names of the stage's files
     */
    List<String> ensure(Stage stage, String given, String inputs, Supplier<List<String>> work) {
        StageRecord old = folder.record().stages().get(stage);
        if (old != null && old.files().keySet().stream().allMatch(folder::has)) {
            boolean edited = old.files().entrySet().stream().anyMatch(this::edited);
            if (old.given().equals(given) && (edited || old.inputs().equals(inputs))) {
                tell(new Event.StageKept(stage, edited));
                return List.copyOf(old.files().keySet());
            }
        }
        if (old != null) {
            old.files()
                    .entrySet()
                    .forEach(file -> folder.remove(file.getKey(), folder.has(file.getKey()) && edited(file)));
        }
        return timed(stage, (seconds, tokens, names) -> record(stage, given, inputs, seconds, tokens, names), work);
    }

    /** A stage that always runs; what it asked and judged before comes from the books. */
    <T> T always(Stage stage, Supplier<T> work) {
        return timed(stage, (seconds, tokens, result) -> record(stage, "", "", seconds, tokens, List.of()), work);
    }

    private <T> T timed(Stage stage, Ending<T> ending, Supplier<T> work) {
        tell(new Event.StageStarted(stage));
        long start = System.nanoTime();
        int before = model.tokens();
        T result = work.get();
        double seconds = Math.round((System.nanoTime() - start) / 1e7) / 100.0;
        int tokens = model.tokens() - before;
        ending.ended(seconds, tokens, result);
        tell(new Event.StageFinished(stage, seconds, tokens));
        return result;
    }

    private interface Ending<T> {
        void ended(double seconds, int tokens, T result);
    }

    private void record(Stage stage, String given, String inputs, double seconds, int tokens, List<String> names) {
        Map<String, String> files = new LinkedHashMap<>();
        names.forEach(name -> files.put(name, Hash.of(folder.read(name))));
        StageRecord old = folder.record().stages().get(stage);
        StageRecord all = new StageRecord(
                given,
                inputs,
                files,
                seconds + (old == null ? 0 : old.seconds()),
                tokens + (old == null ? 0 : old.tokens()));
        folder.update(folder.record().with(stage, all));
    }

    private boolean edited(Map.Entry<String, String> file) {
        return !Hash.of(folder.read(file.getKey())).equals(file.getValue());
    }

    /** To the listener and, but for the many small ones, to the log. */
    void tell(Event event) {
        if (!(event instanceof Event.Writing)) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("time", Instant.now().toString());
            line.put("event", event.getClass().getSimpleName());
            line.put("what", event);
            folder.log(line);
        }
        listener.accept(event);
    }

    /** Tells of a batch as it is written. */
    AnswerListener writing(Stage stage, int answers) {
        AtomicInteger tokens = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        return new AnswerListener() {
            @Override
            public void token(int index) {
                listener.accept(new Event.Writing(stage, tokens.incrementAndGet(), done.get(), answers));
            }

            @Override
            public void done(int index, @Nullable Answer answer) {
                listener.accept(new Event.Writing(stage, tokens.get(), done.incrementAndGet(), answers));
            }
        };
    }
}
