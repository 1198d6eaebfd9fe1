package io.gpiot.synthesis.decompose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.SubTask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubTaskParserTest {

    private static final List<SubTask> TWO = List.of(
            new SubTask(1, "Filter", List.of("5 to 15 Hz")), new SubTask(2, "Search", List.of("peaks", "refine")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sub-Task 1 [Filter]\n- 5 to 15 Hz\n\nSub-Task 2 [Search]\n- peaks\n- refine",
                "Here is my plan:\n\n### Sub-Task 1: Filter\n* 5 to 15 Hz\n### Sub-Task 2: Search\n1. peaks\n2. refine\n",
                "**Sub-task 1 [Filter]**\n\n- 5 to 15 Hz\n\n\n**Subtask 7: Search**\n  - **peaks**\n  - refine\n\nI hope this helps!",
                "Sub Task 3. Filter\r\n- 5 to 15 Hz\r\nSub Task 4. Search\r\n+ peaks\r\n+ refine"
            })
    void readsWhatModelsMakeOfTheShape(String text) {
        assertEquals(TWO, SubTaskParser.parse(text));
    }

    @Test
    void wellFormedMeansExactlyOneBlankLineBetweenSubTasks() {
        assertTrue(SubTaskParser.wellFormed(SubTask.toText(TWO)));
        assertFalse(SubTaskParser.wellFormed(SubTask.toText(TWO).replace("\n\n", "\n")));
        assertFalse(SubTaskParser.wellFormed(SubTask.toText(TWO).replace("\n\n", "\n\n\n")));
        assertFalse(SubTaskParser.wellFormed(SubTask.toText(TWO).replace("]\n", "]\n\n")));
        assertFalse(SubTaskParser.wellFormed("### " + SubTask.toText(TWO)));
        assertFalse(SubTaskParser.wellFormed("a plan in prose"));
    }

    @Test
    void errorsNameTheLine() {
        assertMessage("line 4: sub-task [B] has no step", "Sub-Task 1 [A]\n- one\n\nSub-Task 2 [B]\n");
        assertMessage("line 1: a sub-task needs a name", "Sub-Task 1 []\n- one");
        assertMessage("found no sub-task", "nothing here");
    }

    private static void assertMessage(String part, String text) {
        GpiotException error = assertThrows(GpiotException.class, () -> SubTaskParser.parse(text));
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }
}
