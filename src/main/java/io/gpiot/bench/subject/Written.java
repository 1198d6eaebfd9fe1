package io.gpiot.bench.subject;

import io.gpiot.bench.suite.CodeItem;
import io.gpiot.engine.Answer;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.synthesis.generate.ProgramText;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was written for one task, and what it took, whatever was thrown away on the way included.
 *
 * @param prompt the last question, for people's eyes
 * @param program empty where the answer holds none
 * @param answer the last answer as a whole
 * @param finish why that answer ended
 * @param flaw why there is no program, or empty
 * @param tokens of all answers on the way
 * @param prevented by the guard, by kind
 */
public record Written(
        String prompt,
        Optional<String> program,
        String answer,
        Answer.Finish finish,
        String flaw,
        long seed,
        int promptTokens,
        int tokens,
        int thrownAway,
        Map<String, Integer> prevented) {

    public Written {
        prevented = Map.copyOf(prevented);
    }

    /**
     * A program that is wanted.
     *
     * @param sampling with the seed of this sample
     */
    public record Order(CodeItem item, Sampling sampling) {}

    /** One answer. */
    public static Written of(Request request, Answer answer) {
        String whole = request.prefill() + answer.text();
        Optional<String> program = ProgramText.code(whole, answer.finish() == Answer.Finish.STOP);
        return new Written(
                text(request),
                program,
                whole,
                answer.finish(),
                program.isPresent() ? "" : flaw(answer),
                request.sampling().seed(),
                answer.promptTokens(),
                answer.tokens(),
                answer.guarded().thrownAway(),
                answer.guarded().prevented());
    }

    /** The same, at the cost of another beside its own. */
    Written after(Written earlier) {
        Map<String, Integer> all = new TreeMap<>(prevented);
        earlier.prevented.forEach((kind, count) -> all.merge(kind, count, Integer::sum));
        return new Written(
                prompt,
                program,
                answer,
                finish,
                flaw,
                seed,
                promptTokens + earlier.promptTokens,
                tokens + earlier.tokens,
                thrownAway + earlier.thrownAway,
                all);
    }

    /** The same under the seed of the sample that it is for. */
    Written withSeed(long other) {
        return new Written(prompt, program, answer, finish, flaw, other, promptTokens, tokens, thrownAway, prevented);
    }

    private static String flaw(Answer answer) {
        return switch (answer.finish()) {
            case STOP -> "the answer holds no code block";
            case LENGTH, CANCELLED -> "the code did not end within the limit";
            case GUARD -> "given up while it was written: " + answer.guarded().why();
        };
    }

    /** A request for people's eyes. */
    public static String text(Request request) {
        StringBuilder text = new StringBuilder();
        request.messages()
                .forEach(message -> text.append("=== ")
                        .append(message.speaker().roleName())
                        .append('\n')
                        .append(message.content())
                        .append('\n'));
        return request.prefill().isEmpty()
                ? text.toString()
                : text.append("=== answer begins\n").append(request.prefill()).toString();
    }
}
