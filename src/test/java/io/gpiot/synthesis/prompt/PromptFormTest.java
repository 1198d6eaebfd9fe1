package io.gpiot.synthesis.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptFormTest {

    private static final PromptForm FORM = PromptForm.parse(
            "test", "=== system\nBe {mood}.\n=== user\nDo {what}.\n\nKnown:\n{facts}\n\nGo.\n=== answer\n{what}:\n\n");

    @Test
    void fillsTurnsAndPrefill() {
        Prompt prompt = FORM.fill(Map.of("mood", "brief", "what", "it", "facts", "- a\n\n- b"));
        assertEquals(
                List.of(Message.system("Be brief."), Message.user("Do it.\n\nKnown:\n- a\n\n- b\n\nGo.")),
                prompt.messages());
        assertEquals("it:\n", prompt.prefill());
    }

    @Test
    void aParagraphWhoseValueIsBlankIsLeftOut() {
        Prompt prompt = FORM.fill(Map.of("mood", "brief", "what", "it", "facts", " "));
        assertEquals("Do it.\n\nGo.", prompt.messages().getLast().content());
    }

    @Test
    void placesInValuesStayAsTheyAre() {
        Prompt prompt = FORM.fill(Map.of("mood", "{what} $1 \\", "what", "it", "facts", ""));
        assertEquals("Be {what} $1 \\.", prompt.messages().getFirst().content());
    }

    @Test
    void unknownPlacesAndFormsAreRefused() {
        assertThrows(GpiotException.class, () -> FORM.fill(Map.of("mood", "x")));
        GpiotException error = assertThrows(GpiotException.class, () -> PromptForm.of(Role.SUB_TASKS, "nowhere"));
        assertTrue(error.getMessage().contains("'nowhere'"), error.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleHasItsStandardForm(Role role) {
        PromptForm.of(role, PromptForm.STANDARD);
    }
}
