package io.gpiot.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** HumanEval's and MBPP's tasks in their own formats. */
final class GeneralSuites {

    private static final Pattern FUNCTION = Pattern.compile("(?m)^def\\s+(\\w+)\\s*\\(");
    private static final String DOMAIN = "general";

    private GeneralSuites() {}

    /** The prompt is the head of a program; tests call its helpers, and some the right solution by its name. */
    static CodeItem humanEval(JsonNode node, String place) {
        String prompt = field(node, "prompt", place);
        String entryPoint = field(node, "entry_point", place);
        Matcher function = Pattern.compile("(?m)^def\\s+" + Pattern.quote(entryPoint) + "\\b")
                .matcher(prompt);
        if (!function.find()) {
            throw GpiotException.user(place + ": the prompt does not define " + entryPoint);
        }
        String reference = prompt + node.path("canonical_solution").asText();
        return new CodeItem(
                field(node, "task_id", place),
                DOMAIN,
                "",
                new Question.Continued(prompt),
                entryPoint,
                prompt.substring(0, function.start()).strip(),
                reference,
                "",
                reference + "\n\n" + field(node, "test", place));
    }

    /** Assertions on a function whose name stands in them alone. */
    static CodeItem mbpp(JsonNode node, String place) {
        String code = field(node, "code", place).replace("\r\n", "\n");
        List<String> tests = texts(node.path("test_list"));
        if (tests.isEmpty()) {
            throw GpiotException.user(place + ": 'test_list' is empty");
        }
        String name = FUNCTION.matcher(code)
                .results()
                .map(found -> found.group(1))
                .filter(each -> Pattern.compile("\\b" + each + "\\s*\\(")
                        .matcher(tests.getFirst())
                        .find())
                .reduce((before, each) -> each)
                .orElseThrow(() -> GpiotException.user(place + ": the first test calls no function of the code"));
        String text = node.has("prompt") ? field(node, "prompt", place) : field(node, "text", place);
        String test = texts(node.path("test_imports")).stream().collect(Collectors.joining("\n", "", "\n\n\n"))
                + "def check(candidate):\n    " + name + " = candidate\n"
                + tests.stream()
                        .map(each -> each.replace("\r\n", "\n").strip().indent(4))
                        .collect(Collectors.joining());
        return new CodeItem(
                "MBPP/" + node.path("task_id").asText(),
                DOMAIN,
                "",
                new Question.Described(text, tests.getFirst()),
                name,
                "",
                code.stripTrailing() + "\n",
                "",
                test);
    }

    private static String field(JsonNode node, String name, String place) {
        String value = node.path(name).asText();
        if (value.isBlank()) {
            throw GpiotException.user(place + ": the field '" + name + "' must be a text");
        }
        return value;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
