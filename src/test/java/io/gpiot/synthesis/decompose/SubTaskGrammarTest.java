package io.gpiot.synthesis.decompose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.engine.grammar.Grammar;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings.Range;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubTaskGrammarTest {

    private static final String STEP = "Median of five samples";

    private static boolean writes(SubTask subTask) {
        Request request = Request.of(List.of(Message.user("?")), Sampling.GREEDY, 1000)
                .withConstraint(Grammar.parse(SubTaskGrammar.of(new Range(1, 3))));
        try {
            ScriptedModel.saying(SubTask.toText(List.of(subTask))).generate(List.of(request), AnswerListener.NONE);
            return true;
        } catch (AssertionError forbidden) {
            return false;
        }
    }

    private static boolean fits(SubTask subTask) {
        return SubTaskGrammar.fault(List.of(subTask)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Smooth Signal, 1, Median of five samples, true",
        "Smooth Signal, 3, Median of five samples, true",
        "Smooth Signal, 4, Median of five samples, false",
        "Smooth, 1, Median of five samples, false",
        "smooth signal, 1, Median of five samples, false",
        "Smooth (Signal), 1, Median of five samples, false",
        "Smooth Signal, 1, At most 4, false",
        "Smooth Signal, 1, (a - b) / (c + d), false",
        "Smooth Signal, 1, Median of five; mean of ten, false",
        "Smooth Signal, 1, Ränge über 5 µV – 4 °C, true",
    })
    void whatFitsIsWhatTheGrammarLetsAModelWrite(String name, int steps, String step, boolean fits) {
        SubTask subTask = new SubTask(1, name, Collections.nCopies(steps, step));
        assertEquals(fits, fits(subTask));
        assertEquals(fits, writes(subTask));
    }

    @ParameterizedTest
    @CsvSource({"11, false", "12, true", "161, true", "162, false"})
    void theLengthsOfStepsHaveTheSameEnds(int length, boolean fits) {
        SubTask subTask = new SubTask(1, "Smooth Signal", List.of("x".repeat(length)));
        assertEquals(fits, fits(subTask));
        assertEquals(fits, writes(subTask));
    }

    @Test
    void semicolonsBecomeCommas() {
        List<SubTask> fitted = SubTaskGrammar.fitted(
                List.of(new SubTask(1, "Smooth Signal", List.of(STEP + "; " + STEP + " ; " + STEP, STEP))));
        assertEquals(
                List.of(STEP + ", " + STEP + ", " + STEP, STEP),
                fitted.getFirst().steps());
        assertEquals(true, writes(fitted.getFirst()));
    }
}
