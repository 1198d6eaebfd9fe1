package io.gpiot.bench.subject;

import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Question;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.synthesis.prompt.Role;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the agents are asked: to recall, to plan, to write, to repair. Our own words for a known scheme. */
final class AgentPrompts {

    private static final int THOUGHT_TOKENS = 700;
    private static final Pattern CONFIDENCE = Pattern.compile("(?i)confidence\\W{0,6}(\\d{1,3})");

    private static final String CODE =
            "\nAnswer with one Python code block that holds the whole function and its imports.";

    private final int programTokens;

    AgentPrompts(int programTokens) {
        this.programTokens = programTokens;
    }

    Request recall(CodeItem item, Sampling sampling) {
        return request(
                task(item)
                        + "\n\nDo not solve it yet. Recall two or three problems of the same kind that have known solutions."
                        + " For each, say in a few lines what was asked and which method solved it, step by step. Then"
                        + " name the method that fits this task best, and what usually goes wrong with it.",
                sampling,
                THOUGHT_TOKENS);
    }

    Request plan(CodeItem item, String recalled, Sampling sampling) {
        return request(
                task(item) + "\n\nKnown from similar problems:\n" + recalled.strip()
                        + "\n\nWrite a numbered plan for this task: each step with its method, its parameter values and the"
                        + " cases that need care. No code. End with a line 'Confidence: N', where N from 0 to 100 says how"
                        + " sure you are that the plan solves the task.",
                sampling,
                THOUGHT_TOKENS);
    }

    /** What a plan says of itself, 0 where it says nothing. */
    static int confidence(String plan) {
        Matcher told = CONFIDENCE.matcher(plan);
        int last = 0;
        while (told.find()) {
            last = Math.min(100, Integer.parseInt(told.group(1)));
        }
        return last;
    }

    Request write(CodeItem item, String plan, Sampling sampling) {
        return request(task(item) + "\n\nFollow this plan:\n" + plan.strip() + "\n" + CODE, sampling, programTokens);
    }

    Request repair(CodeItem item, String plan, String program, String failure, Sampling sampling) {
        return request(
                task(item) + "\n\nThe plan was:\n" + plan.strip() + "\n\nThis program follows it:\n```python\n"
                        + program.strip() + "\n```\n\nIt was run and failed:\n" + failure.strip()
                        + "\n\nFind the cause, and mend the program; change the plan where the plan is at fault."
                        + CODE,
                sampling,
                programTokens);
    }

    private static String task(CodeItem item) {
        return switch (item.question()) {
            case Question.Specified specified ->
                "The task is to write a Python function for IoT sensor data.\n\n"
                        + specified.specification().toMarkdown() + "\n\nThe function's signature is `"
                        + specified.specification().signature()
                        + "`. numpy, scipy, pandas, scikit-learn and pywt are installed.";
            case Question.Continued continued ->
                "The task is to complete this Python function.\n\n```python\n"
                        + continued.head().strip() + "\n```";
            case Question.Described described ->
                "The task: " + described.text() + "\nThis must hold:\n" + described.example();
        };
    }

    private static Request request(String text, Sampling sampling, int tokens) {
        return Request.of(List.of(Message.user(text)), sampling, tokens).withPath(Role.PROGRAM.path());
    }
}
