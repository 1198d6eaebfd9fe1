package io.gpiot.bench.subject;

import io.gpiot.base.GpiotException;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.PlanItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.synthesis.prompt.Role;
import java.util.List;
import java.util.stream.Collectors;

/** What anybody would write to a chat model: one message, no beginning of the answer given. */
public final class PlainPrompts implements Prompts {

    private final Limits limits;

    public PlainPrompts(Limits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public boolean guarded() {
        return false;
    }

    @Override
    public boolean hasGrammar() {
        return false;
    }

    @Override
    public Request program(CodeItem item, Sampling sampling) {
        String task = switch (item.question()) {
            case Question.Specified specified ->
                "Write a Python function for IoT sensor data.\n\n"
                        + specified.specification().toMarkdown() + "\n\nThe function's signature is `"
                        + specified.specification().signature()
                        + "`. numpy, scipy, pandas, scikit-learn and pywt are installed.";
            case Question.Continued continued ->
                "Complete this Python function.\n\n```python\n"
                        + continued.head().strip() + "\n```";
            case Question.Described described -> described.text() + "\nThis must hold:\n" + described.example();
        };
        return request(
                Role.PROGRAM,
                task + "\nAnswer with one Python code block that holds the whole function and its imports.",
                sampling,
                limits.program());
    }

    @Override
    public Request plan(PlanItem item, Sampling sampling, boolean grammar) {
        if (grammar) {
            throw GpiotException.user("plain prompts have no grammar");
        }
        String data =
                item.data().stream().map(parameter -> "- " + parameter.toText()).collect(Collectors.joining("\n"));
        return request(
                Role.SUB_TASKS,
                "Split this IoT problem into 4 to 8 sub-tasks with implementation steps.\n\n" + item.problem()
                        + (data.isEmpty() ? "" : "\n\nLoaded already:\n" + data)
                        + "\n\nWrite each sub-task as a line 'Sub-Task 1 [Name]', then 1 to 4 lines '- step'."
                        + " Separate sub-tasks by one blank line. Write nothing else.",
                sampling,
                limits.plan());
    }

    private static Request request(Role role, String text, Sampling sampling, int tokens) {
        return Request.of(List.of(Message.user(text)), sampling, tokens).withPath(role.path());
    }
}
