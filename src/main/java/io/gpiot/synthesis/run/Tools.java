package io.gpiot.synthesis.run;

import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.synthesis.Composer;
import io.gpiot.synthesis.Inspector;
import io.gpiot.synthesis.Judge;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whom a run asks.
 *
 * @param forms says how each role is prompted
 * @param guard watches programs while they are written, or null
 */
public record Tools(
        LanguageModel model,
        Retrieval retrieval,
        Inspector inspector,
        Judge judge,
        Composer composer,
        Function<Role, PromptForm> forms,
        @Nullable LineGuardFactory guard) {

    /** The standard form of every role. */
    public static PromptForm standardForm(Role role) {
        return PromptForm.of(role, PromptForm.STANDARD);
    }
}
