package io.gpiot.synthesis.decompose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.SynthesisSettings.Range;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecomposerTest {

    private static final List<Value> DATA =
            List.of(new Value(Parameter.parse("ecg (numpy.ndarray): one lead in mV"), "float64, shape (1000,)"));

    private static final String ANSWER = """
            Sub-Task 1 [Band-Pass Filter]
            - Butterworth of order 2, 5 to 15 Hz

            Sub-Task 2 [Peak Search]
            - Peaks at least 200 ms apart
            - Refine within 75 ms

            Sub-Task 3 [Beat Count]
            - Count the detected peaks""";

    private static Decomposer decomposer(ScriptedModel model, Retrieval retrieval, Range range) {
        return new Decomposer(
                model,
                retrieval,
                PromptForm.of(Role.SUB_TASKS, PromptForm.STANDARD),
                SynthesisSettings.DEFAULT.withSubTasks(range));
    }

    @Test
    void aWellFormedAnswerBecomesSubTasksAndBackTheSameText() {
        Decomposer decomposer = decomposer(ScriptedModel.saying(ANSWER), Retrieval.NONE, new Range(3, 6));
        List<SubTask> subTasks = decomposer.decompose(new Requirement("Count beats"), DATA, AnswerListener.NONE);
        assertEquals(
                List.of("Band-Pass Filter", "Peak Search", "Beat Count"),
                subTasks.stream().map(SubTask::name).toList());
        assertEquals(ANSWER, SubTask.toText(subTasks));
    }

    @Test
    void thePromptHoldsRequirementDataWithFactsAndCards() {
        ScriptedModel model = ScriptedModel.saying(ANSWER);
        decomposer(model, (query, count) -> List.of("Pan-Tompkins helps"), new Range(3, 6))
                .decompose(new Requirement("Count {data} beats"), DATA, AnswerListener.NONE);
        String prompt = model.asked().getFirst().messages().getLast().content();
        assertTrue(prompt.contains("Count {data} beats"), prompt);
        assertTrue(prompt.contains("- ecg (numpy.ndarray): one lead in mV [float64, shape (1000,)]"), prompt);
        assertTrue(prompt.contains("Pan-Tompkins helps"), prompt);
    }

    @Test
    void withoutCardsThePromptDoesNotSpeakOfThem() {
        ScriptedModel model = ScriptedModel.saying(ANSWER);
        decomposer(model, Retrieval.NONE, new Range(3, 6))
                .decompose(new Requirement("Count beats"), DATA, AnswerListener.NONE);
        assertFalse(model.asked().getFirst().messages().getLast().content().contains("Expert knowledge"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverTheModelWritesUnderTheGrammarIsWellFormedAndWithinTheLimits(int seed) {
        Range range = new Range(1 + seed % 4, 1 + seed % 4 + seed % 3);
        ScriptedModel model = ScriptedModel.babbling();
        List<SubTask> subTasks = decomposer(model, Retrieval.NONE, range)
                .decompose(new Requirement("Requirement " + seed), DATA, AnswerListener.NONE);
        String text = SubTask.toText(subTasks);
        assertTrue(SubTaskParser.wellFormed(text), text);
        assertTrue(subTasks.size() <= range.most());
        assertEquals(subTasks, SubTaskParser.parse(text));
    }

    @Test
    void aStepIsKeptOnceAndASubTaskThatOnlyRepeatsIsDropped() {
        List<SubTask> drawn = List.of(
                new SubTask(1, "Filter", List.of("5 to 15 Hz", "Square")),
                new SubTask(2, "Filter again", List.of("square", "5 to 15 Hz")),
                new SubTask(3, "Search", List.of("Square", "Find peaks")));
        assertEquals(
                List.of(drawn.getFirst(), new SubTask(2, "Search", List.of("Find peaks"))), Decomposer.distinct(drawn));
    }

    @Test
    void anAnswerThatWasCutOffLosesItsUnfinishedLine() {
        assertEquals(
                "Sub-Task 1 [A]\n- one\n- two",
                Decomposer.whole("Sub-Task 1 [A]\n- one\n- two\n- thr", Answer.Finish.LENGTH));
        assertEquals(
                "Sub-Task 1 [A]\n- one",
                Decomposer.whole("Sub-Task 1 [A]\n- one\n\nSub-Task 2 [B]\n- tw", Answer.Finish.LENGTH));
        assertEquals(
                "Sub-Task 1 [A]\n- one",
                Decomposer.whole("Sub-Task 1 [A]\n- one\n\nSub-Task 2 [B", Answer.Finish.LENGTH));
        assertEquals("Sub-Task 1 [A]\n- one", Decomposer.whole("Sub-Task 1 [A]\n- one", Answer.Finish.STOP));
    }

    @Test
    void aRequirementThatLeavesNoRoomIsRefusedBeforeAnythingIsAsked() {
        ScriptedModel model = new ScriptedModel(request -> Optional.of(ANSWER), 2_000);
        GpiotException refused = assertThrows(
                GpiotException.class,
                () -> decomposer(model, Retrieval.NONE, new Range(3, 6))
                        .checkFits(new Requirement("word ".repeat(2_000)), DATA));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(refused.getMessage().contains("too long"), refused.getMessage());
        assertEquals(0, model.batches());
    }

    @Test
    void anEmptyOrEndlessRequirementIsRefusedInOneLine() {
        for (String text : List.of("", " \n\t", "x".repeat(200_000))) {
            GpiotException refused = assertThrows(GpiotException.class, () -> new Requirement(text));
            assertEquals(1, refused.getMessage().lines().count());
            assertEquals(GpiotException.Category.USER, refused.category());
        }
    }
}
