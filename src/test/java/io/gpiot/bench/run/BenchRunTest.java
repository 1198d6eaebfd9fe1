package io.gpiot.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.bench.report.BenchReport;
import io.gpiot.bench.rubric.Exhibit;
import io.gpiot.bench.subject.DirectWriter;
import io.gpiot.bench.subject.OurPrompts;
import io.gpiot.bench.subject.PlainPrompts;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.PlanItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.examine.Examiner;
import io.gpiot.data.examine.FakeRunner;
import io.gpiot.data.examine.Outcome;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.run.Asking;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchRunTest {

    private static final Prompts.Limits LIMITS = new Prompts.Limits(512, 400);
    private static final Settings GREEDY = new Settings(1, 0, 1, 0, 512, 400);
    private static final Settings FOUR = new Settings(4, 0.8, 1, 0, 512, 400);
    private static final BenchResult.Identity SUBJECT =
            new BenchResult.Identity("scripted", "0", "", "plain", false, "test", "fake");

    @TempDir
    private Path folder;

    private final FakeRunner runner = new FakeRunner();

    private static CodeItem code(String name) {
        Parameter value = Parameter.parse("x (float): volts");
        return new CodeItem(
                "code/" + name,
                name.startsWith("e") ? "ecg" : "water",
                "easy",
                new Question.Specified(new Specification(1, name, name, "Do " + name, List.of(value), List.of(value))),
                name,
                "",
                "right = 1",
                "",
                "def check(candidate): pass # " + name);
    }

    private static PlanItem plan(String name) {
        return new PlanItem(
                "decomposition/" + name,
                "ecg",
                "Problem " + name,
                List.of(),
                List.of("r"),
                List.of(
                        new SubTask(1, "Load the Data", List.of("read all samples")),
                        new SubTask(2, "Find the Peaks", List.of("look for maxima of the signal"))));
    }

    private static Suite suite() {
        return new Suite("made", List.of(code("early"), code("late"), code("never")), List.of(plan("a")), List.of());
    }

    /** Answers by task; of four samples one is right for "late". */
    private static Optional<String> script(Request request) {
        String asked = request.messages().getLast().content();
        if (asked.contains("sub-tasks")) {
            return Optional.of("Sub-Task 1 [Load the Data]\n- read all samples\n\nSub-Task 2 [Find the Peaks]\n"
                    + "- look for maxima of the signal");
        }
        String body = asked.contains("Do early")
                ? "right = 1"
                : asked.contains("Do late") && request.sampling().seed() % 4 == 0
                        ? "right = 2"
                        : "raise " + request.sampling().seed();
        return Optional.of(asked.contains("Do never") ? "I cannot" : "```python\n" + body + "\n```\nthat is it");
    }

    private BenchResult run(LanguageModel model, Prompts prompts, Settings settings) {
        var examiner = new Examiner(runner, "test", folder.resolve("scripts"), folder.resolve("memory"), 2);
        var asking = new Asking(model, folder.resolve("memory"), Progress.NONE);
        return new BenchRun(asking, new DirectWriter(asking, prompts), prompts, examiner, Progress.NONE)
                .run(suite(), settings, SUBJECT, Map.of("cores", "2"));
    }

    @Test
    void everyAnswerIsExaminedAndCountedForItsTask() {
        BenchResult result = run(new ScriptedModel(BenchRunTest::script), new PlainPrompts(LIMITS), FOUR);
        assertEquals(
                List.of(4, 1, 0),
                result.code().stream().map(BenchResult.CodeResult::passed).toList());
        Summary summary = Summary.of(result);
        assertEquals("pass@1", summary.measures().getFirst().name());
        assertEquals(
                (1 + 0.25 + 0) / 3, summary.measures().getFirst().interval().mean(), 1e-9);
        assertEquals(5, summary.outcomes().get(Outcome.PASSED));
        assertEquals(3, summary.outcomes().get(Outcome.EXCEPTION));
        assertEquals(4, summary.outcomes().get(Outcome.FORMAT));
        assertEquals(List.of("ecg", "water"), List.copyOf(summary.domains().keySet()));
        BenchResult.Plan plan = result.plans().getFirst().answers().getFirst();
        assertTrue(plan.wellFormed());
        assertEquals(1, plan.bleu(), 1e-9);
        assertEquals(2, plan.subTasks());
    }

    @Test
    void decompositionsAreAskedForFreelyAndUnderGrammar() {
        LanguageModel model = new ScriptedModel(request -> request.constraint() != null
                ? Optional.empty() // random, but of the grammar's shape
                : Optional.of(request.prefill().isEmpty() ? "1. load\n2. find" : "nothing"));
        BenchResult result = run(model, new OurPrompts(LIMITS, null, OurPrompts.Help.NONE), GREEDY);
        List<BenchResult.Plan> plans = result.plans().getFirst().answers();
        assertEquals(
                List.of(false, true),
                plans.stream().map(BenchResult.Plan::grammar).toList());
        assertEquals(
                List.of(false, true),
                plans.stream().map(BenchResult.Plan::wellFormed).toList());
        Map<String, Double> measures = new HashMap<>();
        Summary.of(result)
                .measures()
                .forEach(each -> measures.put(each.name(), each.interval().mean()));
        assertEquals(0, measures.get("FCR free"));
        assertEquals(1, measures.get("FCR under grammar"));
    }

    @Test
    void aRunThatWasKilledGoesOnWithWhatItHadAndGivesTheSameResult() {
        LanguageModel dying = new Dying(new ScriptedModel(BenchRunTest::script), 5);
        assertThrows(IllegalStateException.class, () -> run(dying, new PlainPrompts(LIMITS), FOUR));
        ScriptedModel model = new ScriptedModel(BenchRunTest::script);
        BenchResult second = run(model, new PlainPrompts(LIMITS), FOUR);
        assertEquals(12 + 4 - 5, model.asked().size());
        assertTrue(second.notes().getFirst().startsWith("5 of 16 answers were kept"), second.notes()::toString);
        int examined = runner.programs();

        ScriptedModel idle = new ScriptedModel(BenchRunTest::script);
        BenchResult third = run(idle, new PlainPrompts(LIMITS), FOUR);
        assertEquals(List.of(), idle.asked());
        assertEquals(examined, runner.programs());
        assertEquals(second.code(), third.code());
        assertEquals(second.plans(), third.plans());
    }

    @Test
    void anAnswerDependsOnNeitherTheLimitNorItsNeighbours() {
        BenchResult all = run(new ScriptedModel(BenchRunTest::script), new PlainPrompts(LIMITS), FOUR);
        BenchResult one = run(
                new ScriptedModel(BenchRunTest::script),
                new PlainPrompts(LIMITS),
                new Settings(2, 0.8, 1, 1, 512, 400));
        assertEquals(1, one.code().size());
        assertEquals(
                all.code().getFirst().samples().subList(0, 2),
                one.code().getFirst().samples());
        assertEquals(all.datasetHash(), one.datasetHash());
        BenchResult other = run(
                new ScriptedModel(BenchRunTest::script),
                new PlainPrompts(LIMITS),
                new Settings(2, 0.8, 2, 1, 512, 400));
        assertNotEquals(
                one.code().getFirst().samples().getFirst().seed(),
                other.code().getFirst().samples().getFirst().seed());
    }

    @Test
    void aProgramThatEndsItsExaminationTakesNoOtherWithIt() {
        LanguageModel model = new ScriptedModel(request ->
                Optional.of("```python\n" + (request.sampling().seed() % 4 == 0 ? "kill" : "right = 1") + "\n```"));
        BenchResult result = run(model, new PlainPrompts(LIMITS), FOUR);
        assertEquals(
                List.of(3, 3, 3),
                result.code().stream().map(BenchResult.CodeResult::passed).toList());
        assertEquals(3, Summary.of(result).outcomes().get(Outcome.EXCEPTION));
    }

    @Test
    void aResultIsReadBackAsItWasWritten() {
        BenchResult result = run(new ScriptedModel(BenchRunTest::script), new PlainPrompts(LIMITS), FOUR);
        Path out = folder.resolve("out");
        BenchReport.write(result, out);
        assertEquals(result, BenchReport.read(out));
        assertTrue(Files.exists(out.resolve("report.html")));
    }

    @Test
    void judgesSeeTheTaskWithItsRequirementsAndOnlyTheSamplesThatAreWanted() {
        BenchResult result = run(new ScriptedModel(BenchRunTest::script), new PlainPrompts(LIMITS), FOUR);
        List<Exhibit> exhibits = Exhibits.of(result, 2);
        assertEquals(2 * (1 + 3), exhibits.size());
        assertTrue(exhibits.getFirst().question().endsWith("attends to:\n- r"), exhibits::toString);
        assertTrue(exhibits.getLast().run().contains("no program in the answer"), exhibits::toString);
        assertTrue(exhibits.stream().noneMatch(each -> each.toString().contains(SUBJECT.model())), exhibits::toString);
    }

    @Test
    void greedySamplesAreNotDrawnTwice() {
        GpiotException fault = assertThrows(GpiotException.class, () -> new Settings(2, 0, 1, 0, 512, 400));
        assertTrue(fault.getMessage().contains("temperature above 0"), fault::getMessage);
    }

    /** Ends after some answers, as a kill would end a process. */
    private record Dying(ScriptedModel model, int answers) implements LanguageModel {

        @Override
        public List<Answer> generate(List<Request> requests, AnswerListener listener) {
            for (int i = 0; i < requests.size(); i++) {
                if (model.asked().size() == answers) {
                    throw new IllegalStateException("killed");
                }
                int number = i;
                model.generate(List.of(requests.get(i)), new AnswerListener() {
                    @Override
                    public void done(int index, Answer answer) {
                        listener.done(number, answer);
                    }
                });
            }
            return new ArrayList<>();
        }

        @Override
        public String id() {
            return model.id();
        }

        @Override
        public String hash() {
            return model.hash();
        }

        @Override
        public int contextLength() {
            return model.contextLength();
        }

        @Override
        public int countTokens(List<Message> messages) {
            return model.countTokens(messages);
        }

        @Override
        public void close() {}
    }
}
