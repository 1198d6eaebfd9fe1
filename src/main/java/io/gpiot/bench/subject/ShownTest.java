package io.gpiot.bench.subject;

import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.execute.PythonScripts;
import java.util.List;
import java.util.Map;

/** A test made of the question alone: what everybody sees who is asked it. */
final class ShownTest {

    private ShownTest() {}

    static String of(CodeItem item) {
        String call = switch (item.question()) {
            case Question.Specified specified -> specified(specified.specification());
            case Question.Continued continued ->
                "continued(candidate, " + literal(continued.head()) + ", " + literal(item.entryPoint()) + ")";
            case Question.Described described ->
                "described(candidate, " + literal(described.example()) + ", " + literal(item.entryPoint()) + ")";
        };
        return "VALUES = " + literal(PythonScripts.text("values.py")) + "\nCHECKS = "
                + literal(PythonScripts.text("checks.py")) + "\n\n"
                + Resources.text(ShownTest.class, "/io/gpiot/bench/python/shown.py")
                + "\n\ndef check(candidate):\n    " + call + "\n";
    }

    private static String specified(Specification specification) {
        return "specified(candidate, json.loads(" + literal(line(specification.inputs())) + "), json.loads("
                + literal(line(specification.outputs())) + "))";
    }

    private static String line(List<Parameter> parameters) {
        return Json.write(parameters.stream()
                .map(each -> Map.of("name", each.name(), "type", each.type().python(), "meaning", each.meaning()))
                .toList());
    }

    /** A text in JSON's quotes means the same in Python. */
    private static String literal(String text) {
        return Json.write(text).strip();
    }
}
