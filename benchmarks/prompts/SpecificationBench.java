import io.gpiot.app.Workbench;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.bench.metric.Bleu;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.bench.suite.Suites;
import io.gpiot.engine.AnswerListener;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import io.gpiot.synthesis.specify.Specifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares forms of RTSLM's prompts on the development split: a sub-task of an authored name and step is specified again, and
 * compared with what its author specified.
 *
 * <pre>
 * java -cp 'FORMS:target/gpiot.jar:target/lib/*' benchmarks/prompts/SpecificationBench.java MODEL LIMIT FORM...
 * </pre>
 *
 * FORMS has io/gpiot/synthesis/prompts/{target,outputs}/FORM.md; a form that is missing for one of them stands for the standard
 * one. Prints BLEU of the target, and the share of specifications with the author's number of outputs and with their types.
 */
public class SpecificationBench {

    public static void main(String[] arguments) {
        List<Specification> authored = Suites.read(Suites.DEVELOPMENT, () -> Path.of("data")).code().stream()
                .map(CodeItem::question)
                .map(question -> ((Question.Specified) question).specification())
                .limit(Integer.parseInt(arguments[1]))
                .toList();
        var bench = new Workbench(Home.fromEnvironment(), System.getenv(), Progress.NONE, System.err::println);
        try (var model = bench.model(arguments[0], bench.engineSettings(), null)) {
            for (String form : List.of(arguments).subList(2, arguments.length)) {
                var forms = new Specifier.Forms(
                        form(Role.TARGET, form), form(Role.OUTPUTS, form), form(Role.INPUTS, PromptForm.STANDARD));
                var specifier = new Specifier(model, Retrieval.NONE, forms, SynthesisSettings.DEFAULT);
                List<String> targets = new ArrayList<>();
                int counts = 0;
                int types = 0;
                for (Specification wanted : authored) {
                    Specification made = again(specifier, wanted);
                    targets.add(made.target());
                    counts += made.outputs().size() == wanted.outputs().size() ? 1 : 0;
                    types += types(made).equals(types(wanted)) ? 1 : 0;
                }
                double bleu = Bleu.ofCorpus(
                        targets, authored.stream().map(Specification::target).toList());
                System.out.printf(
                        "%s: %d specifications, BLEU of targets %.3f, count of outputs %.0f %%, types %.0f %%%n",
                        form, authored.size(), bleu, 100.0 * counts / authored.size(), 100.0 * types / authored.size());
            }
        }
    }

    private static Specification again(Specifier specifier, Specification wanted) {
        String step = wanted.target().split("(?<=[.;]) ", 2)[0];
        List<Value> data = wanted.inputs().stream().map(input -> new Value(input, "")).toList();
        return specifier
                .specify(
                        new Requirement(wanted.name() + ". " + step),
                        List.of(new SubTask(1, wanted.name(), List.of(step))),
                        data,
                        List.of(),
                        AnswerListener.NONE)
                .specifications()
                .getFirst();
    }

    private static List<String> types(Specification specification) {
        return specification.outputs().stream()
                .map(Parameter::type)
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private static PromptForm form(Role role, String name) {
        try {
            return PromptForm.of(role, name);
        } catch (io.gpiot.base.GpiotException missing) {
            return PromptForm.of(role, PromptForm.STANDARD);
        }
    }
}
