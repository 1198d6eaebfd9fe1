package io.gpiot.synthesis.specify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecifierTest {

    private static final List<Value> DATA =
            List.of(value("ecg (numpy.ndarray): one lead in mV"), value("fs (float): Hz"));

    private static final List<SubTask> STEPS = List.of(
            new SubTask(1, "Band-Pass Filter", List.of("5 to 15 Hz")),
            new SubTask(2, "Filter", List.of("smooth over 80 ms")),
            new SubTask(3, "Peak Search", List.of("at least 200 ms apart")));

    private static Value value(String line) {
        return new Value(Parameter.parse(line), "");
    }

    private static Specifications specify(ScriptedModel model, List<SubTask> steps, List<Parameter> result) {
        Specifier.Forms forms = new Specifier.Forms(
                PromptForm.of(Role.TARGET, PromptForm.STANDARD),
                PromptForm.of(Role.OUTPUTS, PromptForm.STANDARD),
                PromptForm.of(Role.INPUTS, PromptForm.STANDARD));
        return new Specifier(model, Retrieval.NONE, forms, SynthesisSettings.DEFAULT)
                .specify(new Requirement("Find R-peaks"), steps, DATA, result, AnswerListener.NONE);
    }

    /** Answers by what is asked; inputs always {@code - ecg} where that is allowed. */
    private static Optional<String> script(Request request, String output, String inputs) {
        String asked = request.messages().getLast().content();
        if (asked.startsWith("Existing values")) {
            return Optional.of(inputs);
        }
        return Optional.of(
                asked.contains("What does its function return") ? output : "Filter the signal from 5 to 15 Hz.");
    }

    @Test
    void threeBatchesWhateverTheNumberOfSubTasks() {
        ScriptedModel model = ScriptedModel.babbling();
        specify(model, STEPS, List.of());
        assertEquals(3, model.batches());
        assertEquals(9, model.asked().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whateverTheModelWritesInputsExistByThenNamesAreUniqueAndEveryStepIsOfUse(int count) {
        List<SubTask> steps = IntStream.rangeClosed(1, count)
                .mapToObj(n -> new SubTask(n, "List " + (n % 3), List.of("step " + n)))
                .toList();
        List<Specification> chain =
                specify(ScriptedModel.babbling(), steps, List.of()).specifications();

        List<Parameter> existing =
                new ArrayList<>(DATA.stream().map(Value::parameter).toList());
        Set<String> names = new HashSet<>(Set.of("ecg", "fs"));
        for (Specification specification : chain) {
            assertFalse(specification.inputs().isEmpty());
            assertTrue(existing.containsAll(specification.inputs()), specification.toMarkdown());
            assertEquals(specification.inputs().size(), new HashSet<>(specification.inputs()).size(), "an input twice");
            assertTrue(names.add(specification.entryPoint()), specification.entryPoint());
            specification.outputs().forEach(output -> assertTrue(names.add(output.name()), output.name()));
            existing.addAll(specification.outputs());
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            List<Parameter> outputs = chain.get(i).outputs();
            assertTrue(chain.stream().skip(i + 1).anyMatch(s -> !Collections.disjoint(s.inputs(), outputs)));
        }
        DataFlow.check(DATA, chain, Collections.nCopies(count, "file"));
    }

    @Test
    void aNameThatIsTakenGetsAWordOfItsSubTaskAndThatIsRecorded() {
        ScriptedModel model = new ScriptedModel(
                request -> request.messages().getLast().content().startsWith("Existing")
                        ? Optional.empty()
                        : script(request, "- ecg (numpy.ndarray): the signal after this step", ""));
        Specifications made = specify(model, STEPS, List.of());
        assertEquals(
                List.of("ecg_band", "ecg_filter", "ecg_peak"),
                made.specifications().stream()
                        .map(s -> s.outputs().getFirst().name())
                        .toList());
        assertTrue(
                made.repairs().getFirst().contains("'ecg' is called 'ecg_band'"),
                made.repairs().toString());
    }

    @Test
    void entryPointsHideNoBuiltin() {
        assertEquals(
                List.of("band_pass_filter", "compute_filter", "peak_search"),
                specify(ScriptedModel.babbling(), STEPS, List.of()).specifications().stream()
                        .map(Specification::entryPoint)
                        .toList());
    }

    @Test
    void theResultThatTheCallerFixedIsWhatTheLastStepReturns() {
        Parameter peaks = Parameter.parse("r_peaks (numpy.ndarray): sample indices");
        ScriptedModel model = new ScriptedModel(
                request -> request.messages().getLast().content().startsWith("Existing")
                        ? Optional.empty()
                        : script(request, "- r_peaks (numpy.ndarray): peaks of the signal", ""));
        List<Specification> chain = specify(model, STEPS, List.of(peaks)).specifications();
        assertEquals(List.of(peaks), chain.getLast().outputs());
        assertEquals("r_peaks_band", chain.getFirst().outputs().getFirst().name());
        assertEquals(8, model.asked().size(), "the last step's outputs are not asked for");
    }

    @Test
    void aResultWithTheNameOfTheDataIsRefused() {
        List<Parameter> result = List.of(Parameter.parse("ecg (numpy.ndarray): the result"));
        GpiotException error =
                assertThrows(GpiotException.class, () -> specify(ScriptedModel.babbling(), STEPS, result));
        assertTrue(error.getMessage().contains("'ecg'"), error.getMessage());
    }

    @Test
    void meaningAndTypeOfInputsComeFromTheExistingValue() {
        ScriptedModel model = new ScriptedModel(
                request -> request.messages().getLast().content().startsWith("Existing")
                        ? Optional.empty()
                        : script(request, "- clean (list): samples after filtering", ""));
        List<Specification> chain = specify(model, STEPS, List.of()).specifications();
        assertTrue(chain.get(1).inputs().contains(chain.get(0).outputs().getFirst()));
    }

    @Test
    void aLaterStepMustReadAnEarlierOutputAndCannotNameAValueTwice() {
        String grammar = SpecificationGrammars.inputs(List.of("b", "a"), List.of("ecg", "fs"));
        for (String bad : List.of("- ecg", "- b\n- b", "- a\n- b", "- x", "")) {
            assertThrows(AssertionError.class, () -> say(grammar, bad), bad);
        }
        for (String good : List.of("- b", "- a", "- b\n- a\n- ecg\n- fs", "- a\n- fs", "- b\n- ecg")) {
            assertEquals(good, say(grammar, good));
        }
    }

    private static String say(String grammar, String text) {
        Request request = Request.of(List.of(io.gpiot.engine.Message.user("?")), io.gpiot.engine.Sampling.GREEDY, 100)
                .withConstraint(io.gpiot.engine.grammar.Grammar.parse(grammar));
        return ScriptedModel.saying(text).generate(request).text();
    }
}
