package io.gpiot.synthesis.decompose;

import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.prompt.Prompt;
import io.gpiot.synthesis.prompt.PromptForm;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How TDSLM is asked: one place for use and for the data that it is tuned with. */
public final class DecompositionPrompt {

    private DecompositionPrompt() {}

    /**
     * @param data what is loaded already
     * @param cards what an expert knows; may be empty
     * @param subTasks how many are wanted
     */
    public static Prompt of(
            PromptForm form,
            String requirement,
            List<Value> data,
            List<String> cards,
            SynthesisSettings.Range subTasks) {
        return form.fill(Map.of(
                "requirement",
                requirement,
                "data",
                data.stream().map(DecompositionPrompt::describe).collect(Collectors.joining("\n")),
                "cards",
                String.join("\n\n", cards),
                "least",
                Integer.toString(subTasks.least()),
                "most",
                Integer.toString(subTasks.most())));
    }

    private static String describe(Value value) {
        return "- " + value.parameter().toText() + (value.facts().isBlank() ? "" : " [" + value.facts() + "]");
    }
}
