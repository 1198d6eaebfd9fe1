package io.gpiot.app.mcp;

import io.gpiot.app.Steps;
import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.decompose.SubTaskParser;
import io.gpiot.synthesis.generate.Draft;
import io.gpiot.synthesis.specify.SpecificationFile;
import io.gpiot.synthesis.specify.Specifications;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The stages one by one; each takes what the one before it gave, as text. */
final class StepTools {

    private static final String VALUES =
            "What the programs start from, each as \"name (type): meaning with shape, unit,"
                    + " range\"; types: numpy.ndarray, float, int, bool, str, list, dict, pandas.DataFrame.";

    private StepTools() {}

    static List<Tool> all(Assistant assistant) {
        return List.of(new Decompose(assistant), new Specify(assistant), new Generate(assistant));
    }

    private static Steps steps(Assistant assistant) {
        return new Steps(assistant.session().get(), SynthesisSettings.DEFAULT);
    }

    private record Decompose(Assistant assistant) implements Tool {
        @Override
        public String name() {
            return "decompose";
        }

        @Override
        public String description() {
            return "Splits an IoT requirement in plain English into 3 to 5 sub-tasks with implementation steps.";
        }

        @Override
        public Schema schema() {
            return new Schema()
                    .text("requirement", "What the programs must do.")
                    .texts("values", VALUES)
                    .required("requirement");
        }

        @Override
        public Answer call(Call call) {
            Arguments arguments = call.arguments();
            List<SubTask> subTasks = steps(assistant)
                    .decompose(new Requirement(arguments.text("requirement")), arguments.values("values"));
            return new Answer(SubTask.toText(subTasks), Map.of("subTasks", subTasks));
        }
    }

    private record Specify(Assistant assistant) implements Tool {
        @Override
        public String name() {
            return "specify";
        }

        @Override
        public String description() {
            return "Fixes for each sub-task what its program takes and returns, so that the programs fit together.";
        }

        @Override
        public Schema schema() {
            return new Schema()
                    .text("requirement", "What the programs must do.")
                    .text("sub_tasks", "As decompose gives them: 'Sub-Task 1 [Name]', then lines '- step'.")
                    .texts("values", VALUES)
                    .texts("result", "What the last program must return, in the same form; may be left out.")
                    .required("requirement", "sub_tasks", "values");
        }

        @Override
        public Answer call(Call call) {
            Arguments arguments = call.arguments();
            Requirement requirement = new Requirement(arguments.text("requirement"));
            List<SubTask> subTasks = SubTaskParser.parse(arguments.text("sub_tasks"));
            var values = arguments.values("values");
            if (values.isEmpty()) {
                throw GpiotException.user("'values' is empty: say what the programs start from");
            }
            Specifications made =
                    steps(assistant).specify(requirement, subTasks, values, arguments.parameters("result"));
            List<String> texts = made.specifications().stream()
                    .map(SpecificationFile::toText)
                    .toList();
            return new Answer(String.join("\n", texts), Map.of("specifications", texts, "repairs", made.repairs()));
        }
    }

    private record Generate(Assistant assistant) implements Tool {
        @Override
        public String name() {
            return "generate";
        }

        @Override
        public String description() {
            return "Writes Python programs for one specification. They are candidates that nobody ran: try them with"
                    + " run_program, or use synthesise, which runs them on your data and chooses.";
        }

        @Override
        public Schema schema() {
            return new Schema()
                    .text("specification", "One specification as specify gives it.")
                    .texts("steps", "How to do it, one step each; may be left out.")
                    .whole("candidates", 1, 8, "How many programs to write (default 1).")
                    .required("specification");
        }

        @Override
        public Answer call(Call call) {
            Arguments arguments = call.arguments();
            Specification specification = SpecificationFile.parse("specification", arguments.text("specification"));
            List<Draft> drafts = steps(assistant)
                    .generate(specification, arguments.texts("steps"), arguments.whole("candidates", 1, 1, 8));
            List<Map<String, Object>> programs = new ArrayList<>();
            for (Draft draft : drafts) {
                programs.add(Map.of(
                        "code",
                        draft.candidate().code(),
                        "flaw",
                        draft.flaw().map(flaw -> flaw.summary()).orElse("")));
            }
            String text = drafts.stream()
                    .map(draft -> draft.flaw().isPresent()
                            ? draft.flaw().get().summary()
                            : "```python\n" + draft.candidate().code().strip() + "\n```")
                    .collect(Collectors.joining("\n\n"));
            return new Answer(text, Map.of("programs", programs));
        }
    }
}
