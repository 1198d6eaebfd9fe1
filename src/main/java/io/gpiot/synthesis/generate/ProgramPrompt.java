package io.gpiot.synthesis.generate;

import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.prompt.Prompt;
import io.gpiot.synthesis.prompt.PromptForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How CGSLM is asked: one place for use and for the data that it is tuned with. */
public final class ProgramPrompt {

    /** What programs are told to use. */
    public static final String LIBRARIES = "numpy, scipy, pandas, scikit-learn, pywt";

    private ProgramPrompt() {}

    /**
     * @param steps how the plan would do it; may be empty
     * @param known what was measured on inputs; may be empty
     * @param cards what an expert knows; may be empty
     * @param libraries that the program may use
     * @param failure why the last attempt failed, or empty
     */
    public static Prompt of(
            PromptForm form,
            Specification specification,
            List<String> steps,
            List<Value> known,
            List<String> cards,
            String libraries,
            String failure) {
        Map<String, String> places = new HashMap<>();
        places.put("specification", specification.toMarkdown());
        places.put("steps", steps.stream().map(step -> "- " + step).collect(Collectors.joining("\n")));
        places.put(
                "facts",
                specification.inputs().stream()
                        .map(Parameter::name)
                        .flatMap(name ->
                                known.stream().filter(value -> value.name().equals(name)))
                        .map(value -> "- " + value.name() + ": " + value.facts())
                        .collect(Collectors.joining("\n")));
        places.put("cards", String.join("\n\n", cards));
        places.put("libraries", libraries);
        places.put("signature", specification.signature());
        places.put("returns", Stub.returns(specification));
        places.put("stub", Stub.of(specification));
        places.put("failure", failure);
        return form.fill(places);
    }

    /** How the form begins the answer to a specification, whatever else the prompt says. */
    public static String prefill(PromptForm form, Specification specification) {
        return of(form, specification, List.of(), List.of(), List.of(), LIBRARIES, "")
                .prefill();
    }

    /** The answer goes on after a program: into its documentation. */
    public static Prompt documentation(PromptForm form, Specification specification, String code) {
        return form.fill(Map.of("specification", specification.toMarkdown(), "code", code.strip()));
    }
}
