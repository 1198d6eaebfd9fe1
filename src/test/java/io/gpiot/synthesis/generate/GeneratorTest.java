package io.gpiot.synthesis.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    private static final Specification SCALE = new Specification(
            1,
            "Scale",
            "scale",
            "Scale \"\"\"x\"\"\" by \\2\"",
            List.of(Parameter.parse("x (numpy.ndarray): samples")),
            List.of(Parameter.parse("y (numpy.ndarray): scaled samples"), Parameter.parse("k (float): factor")));

    private static final List<Value> KNOWN = List.of(
            new Value(SCALE.inputs().getFirst(), "float64, shape (9,), 0 to 1"),
            new Value(Parameter.parse("other (float): not an input"), "3.0"));

    private static Order order(int first, int count, String failure) {
        return new Order(SCALE, List.of("multiply"), KNOWN, failure, first, count);
    }

    private static Generator generator(ScriptedModel model) {
        return new Generator(
                model,
                Retrieval.NONE,
                new Generator.Forms(
                        PromptForm.of(Role.PROGRAM, PromptForm.STANDARD),
                        PromptForm.of(Role.RETRY, PromptForm.STANDARD),
                        PromptForm.of(Role.DOCUMENTATION, PromptForm.STANDARD)),
                SynthesisSettings.DEFAULT,
                null);
    }

    @Test
    void allCandidatesOfAllSpecificationsAreOneBatchWithSeedsOfTheirOwn() {
        ScriptedModel model = ScriptedModel.saying("    return x * 2, 2.0\n```\n");
        List<List<Draft>> drafts =
                generator(model).generate(List.of(order(0, 3, ""), order(0, 2, "")), AnswerListener.NONE);
        assertEquals(1, model.batches());
        assertEquals(List.of(3, 2), drafts.stream().map(List::size).toList());
        List<Draft> first = drafts.getFirst();
        assertEquals(
                3,
                first.stream().map(draft -> draft.candidate().seed()).distinct().count());
        assertTrue(model.asked().getFirst().sampling().greedy());
        assertFalse(model.asked().get(1).sampling().greedy());
    }

    @Test
    void theCodeIsStubAndAnswerWithoutFences() {
        ScriptedModel model = ScriptedModel.saying("    return x * 2, 2.0\n\nprint(scale(1))\n```\n");
        Draft draft = generator(model)
                .generate(List.of(order(0, 1, "")), AnswerListener.NONE)
                .getFirst()
                .getFirst();
        String code = draft.candidate().code();
        assertTrue(code.startsWith("def scale(x):\n    \"\"\"Scale '''x''' by /2'"), code);
        assertTrue(code.endsWith("\"\"\"\n    return x * 2, 2.0\n"), code);
        assertFalse(code.contains("```") || code.contains("import ") || code.contains("print"), code);
        assertTrue(draft.flaw().isEmpty());
    }

    @Test
    void thePromptHoldsWhatIsKnownOfTheInputsAndNothingElse() {
        ScriptedModel model = ScriptedModel.saying("    return x, 2.0");
        generator(model).generate(List.of(order(0, 1, "")), AnswerListener.NONE);
        String asked = model.asked().getFirst().messages().getLast().content();
        assertTrue(asked.contains("- x: float64, shape (9,), 0 to 1"), asked);
        assertTrue(asked.contains("the tuple (y, k)"), asked);
        assertFalse(asked.contains("other"), asked);
    }

    @Test
    void aLaterRoundTellsTheFailureAndDrawsOtherSeeds() {
        ScriptedModel model = ScriptedModel.saying("    return x, 2.0");
        generator(model).generate(List.of(order(0, 2, "")), AnswerListener.NONE);
        generator(model).generate(List.of(order(2, 2, "raised ValueError: empty")), AnswerListener.NONE);
        String asked = model.asked().getLast().messages().getLast().content();
        assertTrue(asked.contains("raised ValueError: empty"), asked);
        assertEquals(
                4,
                model.asked().stream().map(r -> r.sampling().seed()).distinct().count());
    }

    @Test
    void codeThatTheLimitCutOffIsAFlaw() {
        ScriptedModel model = ScriptedModel.saying("    x = x + 1\n".repeat(1_000));
        Draft draft = generator(model)
                .generate(List.of(order(0, 1, "")), AnswerListener.NONE)
                .getFirst()
                .getFirst();
        assertEquals(
                "the code did not end within the limit",
                draft.flaw().orElseThrow().why());
    }

    @Test
    void documentationGoesOnFromTheChosenCode() {
        ScriptedModel model = ScriptedModel.saying("Scales the samples.");
        Candidate chosen = new Candidate(1, 0, 1, 10, "def scale(x):\n    return x, 2.0\n", "");
        Verdict.Held held = new Verdict.Held(List.of(), 0.1, 1, "");
        Solution documented = generator(model)
                .document(List.of(new Solution(SCALE, chosen, held)), AnswerListener.NONE)
                .getFirst();
        Request request = model.asked().getFirst();
        assertEquals("Scales the samples.", documented.candidate().documentation());
        assertTrue(request.prefill().contains("return x, 2.0\n```\n\n## Documentation\n"), request.prefill());
        assertInstanceOf(Verdict.Held.class, documented.verdict());
    }
}
