package io.gpiot.synthesis.run;

import io.gpiot.engine.LanguageModel;
import io.gpiot.synthesis.Composer;
import io.gpiot.synthesis.Inspector;
import io.gpiot.synthesis.Judge;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.function.Function;

/** Whom a run asks. {@code forms} says how each role is prompted. */
public record Tools(
        LanguageModel model,
        Retrieval retrieval,
        Inspector inspector,
        Judge judge,
        Composer composer,
        Function<Role, PromptForm> forms) {

    /** The standard form of every role. */
    public static PromptForm standardForm(Role role) {
        return PromptForm.of(role, PromptForm.STANDARD);
    }
}
