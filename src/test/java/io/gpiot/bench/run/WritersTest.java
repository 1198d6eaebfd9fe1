package io.gpiot.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.bench.subject.AgentWriter;
import io.gpiot.bench.subject.ChoosingWriter;
import io.gpiot.bench.subject.DirectWriter;
import io.gpiot.bench.subject.OurPrompts;
import io.gpiot.bench.subject.PlainPrompts;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.subject.Trial;
import io.gpiot.bench.subject.Way;
import io.gpiot.bench.subject.Written;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.data.examine.Examiner;
import io.gpiot.data.examine.FakeRunner;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.run.Asking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How programs come about, with a runner that takes a program for right where it says so. */
class WritersTest {

    private static final Prompts.Limits LIMITS = new Prompts.Limits(512, 400);

    @TempDir
    private Path folder;

    private static Written.Order order(String name, long seed) {
        Parameter value = Parameter.parse("x (float): volts between the poles");
        Specification specification = new Specification(
                1, name, name, "Do " + name, List.of(value), List.of(Parameter.parse("y (float): ohms")));
        CodeItem item = new CodeItem(
                name, "ecg", "", new Question.Specified(specification), name, "", "the reference", "", "the test");
        return new Written.Order(item, Sampling.GREEDY.withSeed(seed));
    }

    private Asking asking(ScriptedModel model) {
        return new Asking(model, folder.resolve("memory"), Progress.NONE);
    }

    private Trial trial() {
        return new Trial(
                new Examiner(new FakeRunner(), "test", folder.resolve("scripts"), folder.resolve("memory"), 2),
                Progress.NONE);
    }

    private static Optional<String> block(String code) {
        return Optional.of("```python\n" + code + "\n```");
    }

    @Test
    void theChainTakesTheFirstCandidateThatHoldsAndPaysForAll() {
        ScriptedModel model = new ScriptedModel(request -> request.sampling().greedy()
                ? block("raise 1")
                : block("right = " + request.sampling().seed()));
        var writer = new ChoosingWriter(new DirectWriter(asking(model), new PlainPrompts(LIMITS)), trial(), 4);
        Written written = writer.write(List.of(order("early", 7))).getFirst();
        assertEquals(4, model.asked().size());
        assertEquals(
                "right = " + model.asked().get(1).sampling().seed() + "\n",
                written.program().orElseThrow());
        assertEquals(7, written.seed());
        int paid = model.asked().stream()
                .mapToInt(request -> request.sampling().greedy() ? 6 : 8)
                .sum();
        assertTrue(written.tokens() >= paid, () -> written.tokens() + " tokens");
    }

    @Test
    void whereNoCandidateHoldsTheOneThatCameFurthestIsTaken() {
        ScriptedModel model = new ScriptedModel(request -> request.sampling().greedy()
                ? Optional.of("I cannot")
                : request.sampling().seed() % 2 == 0 ? block("raise 1") : block("nearly"));
        var writer = new ChoosingWriter(new DirectWriter(asking(model), new PlainPrompts(LIMITS)), trial(), 5);
        assertEquals(
                "nearly\n",
                writer.write(List.of(order("early", 1))).getFirst().program().orElseThrow());
    }

    @Test
    void candidatesOfNeighbouringSamplesHaveSeedsOfTheirOwn() {
        ScriptedModel model = new ScriptedModel(request -> block("right = 1"));
        var writer = new ChoosingWriter(new DirectWriter(asking(model), new PlainPrompts(LIMITS)), trial(), 8);
        writer.write(List.of(order("a", 1), order("a", 2), order("a", 3)));
        assertEquals(
                24,
                model.asked().stream()
                        .map(request -> request.sampling().seed())
                        .distinct()
                        .count());
    }

    @Test
    void agentsRecallPlanWriteAndRepairUntilItHolds() {
        List<String> steps = new ArrayList<>();
        ScriptedModel model = new ScriptedModel(request -> {
            String asked = request.messages().getFirst().content();
            if (asked.contains("Recall two or three")) {
                steps.add("recall");
                return Optional.of("Ohm's law");
            }
            if (asked.contains("Confidence: N")) {
                steps.add("plan");
                return Optional.of(
                        request.sampling().greedy()
                                ? "the poor plan\nConfidence: 20"
                                : "the good plan\nConfidence: 90");
            }
            steps.add((asked.contains("It was run and failed") ? "repair " : "write ")
                    + (asked.contains("the good plan") ? "good" : "poor"));
            return asked.contains("It was run and failed") ? block("right = 1") : block("raise 1");
        });
        Written written = new AgentWriter(asking(model), trial(), 512)
                .write(List.of(order("early", 3)))
                .getFirst();
        assertEquals(List.of("recall", "plan", "plan", "write good", "repair good"), steps);
        assertEquals("right = 1\n", written.program().orElseThrow());
        assertEquals(3, written.seed());
        assertTrue(model.asked().getLast().messages().getFirst().content().contains("it was exception"));
    }

    @Test
    void agentsThatFailTryTheNextPlanAndGiveTheBestTheyHad() {
        ScriptedModel model = new ScriptedModel(request -> {
            String asked = request.messages().getFirst().content();
            return asked.contains("Recall two") || asked.contains("Confidence: N")
                    ? Optional.of("a plan")
                    : asked.contains("It was run and failed") ? block("raise 1") : block("nearly");
        });
        Written written = new AgentWriter(asking(model), trial(), 512)
                .write(List.of(order("early", 3)))
                .getFirst();
        assertEquals(1 + 2 + 2 * (1 + 2), model.asked().size());
        assertEquals("nearly\n", written.program().orElseThrow());
    }

    /** Whatever a subject may see, it is neither the test nor the reference. */
    @Test
    void noWriterShowsTestOrReferenceToTheModel() {
        ScriptedModel model = new ScriptedModel(request -> block("nearly"));
        Written.Order order = order("early", 1);
        new AgentWriter(asking(model), trial(), 512).write(List.of(order));
        new ChoosingWriter(new DirectWriter(asking(model), new PlainPrompts(LIMITS)), trial(), 3).write(List.of(order));
        new DirectWriter(asking(model), new OurPrompts(LIMITS, null, OurPrompts.Help.NONE)).write(List.of(order));
        for (Request request : model.asked()) {
            String all = request.messages() + request.prefill();
            assertTrue(!all.contains("the reference") && !all.contains("the test"), all);
        }
    }

    @Test
    void withoutRtslmAProgramIsAskedForByTheSentenceAlone() {
        ScriptedModel model = new ScriptedModel(request -> block("nearly"));
        var bare = new OurPrompts.Help("chain without RTSLM", (query, count) -> List.of("a card"), 2, false);
        new DirectWriter(asking(model), new OurPrompts(LIMITS, null, bare)).write(List.of(order("early", 1)));
        new DirectWriter(asking(model), new OurPrompts(LIMITS, null, OurPrompts.Help.NONE))
                .write(List.of(order("early", 1)));
        String without = model.asked().get(0).messages().toString()
                + model.asked().get(0).prefill();
        String with = model.asked().get(1).messages().toString()
                + model.asked().get(1).prefill();
        assertTrue(without.contains("Do early") && !without.contains("volts between the poles"), without);
        assertTrue(with.contains("volts between the poles"), with);
        assertNotEquals(without, with);
    }

    @Test
    void whatIsLeftOutOfTheChainStandsInItsName() {
        assertEquals("chain", Way.of(Way.Kind.CHAIN).name());
        assertEquals(
                "chain without retrieval, RTSLM, executor choice", new Way(Way.Kind.CHAIN, 1, false, false).name());
        assertEquals(
                List.of("ours", "plain", "chain", "agents"),
                Arrays.stream(Way.Kind.values()).map(Way.Kind::text).toList());
        assertThrows(GpiotException.class, () -> new Way(Way.Kind.PLAIN, 1, false, true));
    }
}
