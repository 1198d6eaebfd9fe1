package io.gpiot.synthesis.specify;

import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.grammar.Grammar;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** RTSLM: three batched calls, each over all sub-tasks, instead of two calls in a row for each. */
public final class Specifier {

    private static final Sampling SAMPLING = new Sampling(0, 1, 0, 1.05, 0);
    private static final Grammar TARGET = Grammar.parse(SpecificationGrammars.TARGET);
    private static final Grammar OUTPUTS = Grammar.parse(SpecificationGrammars.OUTPUTS);

    /** How the three questions are asked. */
    public record Forms(PromptForm target, PromptForm outputs, PromptForm inputs) {}

    private final LanguageModel model;
    private final Retrieval retrieval;
    private final Forms forms;
    private final SynthesisSettings settings;

    public Specifier(LanguageModel model, Retrieval retrieval, Forms forms, SynthesisSettings settings) {
        this.model = model;
        this.retrieval = retrieval;
        this.forms = forms;
        this.settings = settings;
    }

    /** What the questions are about. */
    private record Problem(Requirement requirement, List<SubTask> subTasks, List<Value> data) {

        Map<String, String> places(SubTask subTask) {
            Map<String, String> places = new HashMap<>();
            places.put("requirement", requirement.text());
            places.put("data", lines(data.stream().map(Value::parameter).toList()));
            places.put(
                    "sub_tasks",
                    subTasks.stream()
                            .map(each -> each.number() + ". " + each.name())
                            .collect(Collectors.joining("\n")));
            places.put("sub_task", subTask.toText());
            places.put("name", subTask.name());
            places.put(
                    "steps", subTask.steps().stream().map(step -> "- " + step).collect(Collectors.joining("\n")));
            return places;
        }
    }

    /**
     * @param result what the last sub-task must return, or empty where the model may say
     * @return a chain whose inputs exist by then, whose names are unique, and in which every step is of use
     */
    public Specifications specify(
            Requirement requirement,
            List<SubTask> subTasks,
            List<Value> data,
            List<Parameter> result,
            AnswerListener listener) {
        Problem problem = new Problem(requirement, subTasks, data);
        List<String> repairs = new ArrayList<>();
        Names names = new Names();
        names.reserve(data.stream().map(Value::name).toList());
        names.reserve(result.stream().map(Parameter::name).toList());

        List<String> targets = targets(problem, listener);
        List<SubTask> open = result.isEmpty() ? subTasks : subTasks.subList(0, subTasks.size() - 1);
        List<List<Parameter>> outputs = new ArrayList<>(
                DataFlow.uniquelyNamed(open, outputs(problem, open, targets, listener), names, repairs));
        if (!result.isEmpty()) {
            outputs.add(result);
        }
        List<List<Parameter>> inputs = inputs(problem, targets, outputs, listener);
        List<Specification> chain = IntStream.range(0, subTasks.size())
                .mapToObj(i -> new Specification(
                        subTasks.get(i).number(),
                        subTasks.get(i).name(),
                        names.takeEntryPoint(subTasks.get(i).name()),
                        targets.get(i),
                        inputs.get(i),
                        outputs.get(i)))
                .toList();
        return new Specifications(DataFlow.withoutWaste(chain, repairs), repairs);
    }

    private List<String> targets(Problem problem, AnswerListener listener) {
        List<Request> requests = new ArrayList<>();
        for (SubTask subTask : problem.subTasks()) {
            Map<String, String> places = problem.places(subTask);
            places.put("cards", String.join("\n\n", retrieval.cards(query(subTask), settings.cards())));
            requests.add(forms.target()
                    .fill(places)
                    .request(Role.TARGET, SAMPLING, settings.tokens().target())
                    .withConstraint(TARGET));
        }
        return ask(requests, listener).stream()
                .map(answer -> answer.text().strip().replaceAll("\\s+", " "))
                .toList();
    }

    private List<List<Parameter>> outputs(
            Problem problem, List<SubTask> open, List<String> targets, AnswerListener listener) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Map<String, String> places = problem.places(open.get(i));
            places.put("target", targets.get(i));
            requests.add(forms.outputs()
                    .fill(places)
                    .request(Role.OUTPUTS, SAMPLING, settings.tokens().outputs())
                    .withConstraint(OUTPUTS));
        }
        return ask(requests, listener).stream().map(OutputParser::parse).toList();
    }

    private List<List<Parameter>> inputs(
            Problem problem, List<String> targets, List<List<Parameter>> outputs, AnswerListener listener) {
        List<Parameter> given = problem.data().stream().map(Value::parameter).toList();
        List<Request> requests = new ArrayList<>();
        List<List<Parameter>> existing = new ArrayList<>();
        List<Parameter> earlier = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            List<Parameter> all = new ArrayList<>(earlier);
            all.addAll(given);
            existing.add(all);
            Map<String, String> places = problem.places(problem.subTasks().get(i));
            places.put("target", targets.get(i));
            places.put("values", lines(all));
            // a later step that reads no earlier output would start the problem anew
            Grammar choice = Grammar.parse(SpecificationGrammars.inputs(
                    names(earlier.isEmpty() ? given : earlier), earlier.isEmpty() ? List.of() : names(given)));
            requests.add(forms.inputs()
                    .fill(places)
                    .request(Role.INPUTS, SAMPLING, settings.tokens().inputs())
                    .withConstraint(choice));
            // the latest first: most steps read what the step before them wrote
            earlier.addAll(0, outputs.get(i));
        }
        List<Answer> answers = ask(requests, listener);
        return IntStream.range(0, answers.size())
                .mapToObj(i -> completed(OutputParser.choose(answers.get(i), existing.get(i)), i == 0, given))
                .toList();
    }

    /**
     * Adds what small models forget, and what harms nobody where it is not used: to the first sub-task all of the user's
     * data, to the later ones the single numbers in it, such as a sampling rate.
     */
    private static List<Parameter> completed(List<Parameter> chosen, boolean first, List<Parameter> given) {
        Set<Parameter> all = new LinkedHashSet<>(chosen);
        given.stream()
                .filter(value -> first || value.type() == ValueType.FLOAT || value.type() == ValueType.INT)
                .limit(SpecificationGrammars.MOST_INPUTS)
                .forEach(all::add);
        return List.copyOf(all);
    }

    private List<Answer> ask(List<Request> requests, AnswerListener listener) {
        return requests.isEmpty() ? List.of() : model.generate(requests, listener);
    }

    private static String query(SubTask subTask) {
        return subTask.name() + ". " + String.join(". ", subTask.steps());
    }

    private static List<String> names(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).toList();
    }

    private static String lines(List<Parameter> parameters) {
        return parameters.stream().map(parameter -> "- " + parameter.toText()).collect(Collectors.joining("\n"));
    }
}
