package io.gpiot.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.bench.subject.PlainPrompts;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.PlanItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.examine.Examiner;
import io.gpiot.data.examine.FakeRunner;
import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.SubTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpotCheckTest {

    private static final Prompts PROMPTS = new PlainPrompts(new Prompts.Limits(512, 400));

    @TempDir
    private Path folder;

    private static CodeItem code(int number) {
        return new CodeItem(
                "code/" + number,
                "ecg",
                "easy",
                new Question.Described("Do " + number + ".", "assert f(1) == 1"),
                "f",
                "",
                "right = 1",
                "",
                "def check(candidate): pass # " + number);
    }

    private static PlanItem plan(int number) {
        return new PlanItem(
                "plan/" + number,
                "ecg",
                "Problem " + number + ".",
                List.of(),
                List.of(),
                List.of(new SubTask(1, "Load the Data", List.of("read all samples of the file into memory"))));
    }

    private static Suite suite() {
        return new Suite(
                "made",
                IntStream.range(0, 20).mapToObj(SpotCheckTest::code).toList(),
                IntStream.range(0, 20).mapToObj(SpotCheckTest::plan).toList(),
                List.of());
    }

    private SpotCheck check(int plans, int programs) {
        var examiner = new Examiner(new FakeRunner(), "test", folder.resolve("scripts"), folder.resolve("memory"), 2);
        return new SpotCheck(suite(), plans, programs, PROMPTS, examiner);
    }

    /** Every second plan is well-formed, every program of an even number right. */
    private static ScriptedModel model() {
        int[] plans = {0};
        return new ScriptedModel(request -> {
            String asked = request.messages().getLast().content();
            if (asked.contains("sub-tasks")) {
                String gap = plans[0]++ % 2 == 0 ? "\n" : "\n\n";
                return Optional.of("Sub-Task 1 [Load the Data]" + gap + "- read all samples of the file into memory");
            }
            boolean even = asked.matches("(?s)Do \\d*[02468]\\..*");
            return Optional.of("```python\n" + (even ? "right = 2" : "raise 1") + "\n```");
        });
    }

    @Test
    void allTasksAreAskedAtOnceEachOnItsPath() {
        ScriptedModel model = model();
        SpotCheck.Figures figures = check(6, 8).of(model, Progress.NONE);
        assertEquals(1, model.batches());
        assertEquals(
                List.of(6L, 8L),
                List.of(
                        model.asked().stream()
                                .filter(request -> request.path() == 1)
                                .count(),
                        model.asked().stream()
                                .filter(request -> request.path() == 2)
                                .count()));
        long right = model.asked().stream()
                .filter(request -> request.messages().getLast().content().matches("(?s)Do \\d*[02468]\\..*"))
                .count();
        assertEquals(right / 8.0, figures.passed().orElseThrow());
        SpotCheck.PlanFigures plans = figures.plans().orElseThrow();
        assertEquals(0.5, plans.fcr());
        assertTrue(plans.bleu() > 0.9, plans.toString());
    }

    @Test
    void sameTasksAreAskedEachTimeAndNothingIsRemembered() {
        ScriptedModel one = model();
        ScriptedModel other = model();
        SpotCheck check = check(3, 3);
        check.of(one, Progress.NONE);
        check.of(other, Progress.NONE);
        assertEquals(one.asked(), other.asked());
        assertEquals(6, other.asked().stream().map(Request::messages).distinct().count());
    }

    @Test
    void whatIsNotAskedHasNoFigure() {
        assertTrue(check(0, 2).of(model(), Progress.NONE).plans().isEmpty());
        assertTrue(check(2, 0).of(model(), Progress.NONE).passed().isEmpty());
    }
}
