package io.gpiot.synthesis.specify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubTasksAloneTest {

    private static final List<Value> DATA = List.of(
            new Value(Parameter.parse("ecg (numpy.ndarray): one lead in mV"), ""),
            new Value(Parameter.parse("fs (float): Hz"), ""));
    private static final List<SubTask> STEPS = List.of(
            new SubTask(1, "Filter", List.of("band-pass 5 to 15 Hz", "square")),
            new SubTask(2, "Filter", List.of("smooth over 80 ms")),
            new SubTask(3, "Find Peaks", List.of("at least 200 ms apart")));

    @Test
    void eachStepReadsTheDataAndWhatTheOneBeforeReturned() {
        List<Specification> chain =
                SubTasksAlone.specify(STEPS, DATA, List.of()).specifications();
        DataFlow.check(DATA, chain, List.of("1", "2", "3"));
        assertEquals("band-pass 5 to 15 Hz; square", chain.getFirst().target());
        assertEquals(
                "def filter_2(result_1, ecg, fs):"
                        .replace("filter_2", chain.get(1).entryPoint()),
                chain.get(1).signature());
        assertEquals("result_2", chain.get(2).inputs().getFirst().name());
    }

    @Test
    void theLastStepReturnsWhatTheUserAskedFor() {
        Parameter peaks = Parameter.parse("peaks (list): sample indices");
        List<Specification> chain =
                SubTasksAlone.specify(STEPS, DATA, List.of(peaks)).specifications();
        assertEquals(List.of(peaks), chain.getLast().outputs());
        DataFlow.check(DATA, chain, List.of("1", "2", "3"));
    }
}
