package io.gpiot.engine;

import io.gpiot.base.GpiotException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question to the model.
 *
 * @param messages the chat so far, rendered through the model's own template
 * @param prefill how the answer begins: given, not generated, and not part of {@link Answer#text}
 * @param maxTokens how many tokens may be generated
 * @param stop the answer ends before the first of these strings
 * @param constraint limits what may be written, or null
 * @param guard takes back lines that are wrong, or null
 * @param path of the loaded adapter: 0 the base alone, 1 decomposition, 2 code; a plain LoRA serves 1 and 2 alike, and
 *     without an adapter all are the base
 */
public record Request(
        List<Message> messages,
        String prefill,
        Sampling sampling,
        int maxTokens,
        List<String> stop,
        @Nullable ConstraintFactory constraint,
        @Nullable LineGuardFactory guard,
        int path) {

    public Request {
        messages = List.copyOf(messages);
        stop = List.copyOf(stop);
        if (messages.isEmpty()) {
            throw GpiotException.user("a request needs at least one message");
        }
        if (maxTokens < 1) {
            throw GpiotException.user("max tokens must be at least 1, was " + maxTokens);
        }
        if (path < 0 || path > 2) {
            throw GpiotException.user("an adapter has paths 1 and 2, and 0 is the base; asked for path " + path);
        }
        if (stop.stream().anyMatch(String::isEmpty)) {
            throw GpiotException.user("a stop string must not be empty");
        }
    }

    public static Request of(List<Message> messages, Sampling sampling, int maxTokens) {
        return new Request(messages, "", sampling, maxTokens, List.of(), null, null, 0);
    }

    public Request withPrefill(String text) {
        return new Request(messages, text, sampling, maxTokens, stop, constraint, guard, path);
    }

    public Request withStop(String... strings) {
        return new Request(messages, prefill, sampling, maxTokens, List.of(strings), constraint, guard, path);
    }

    public Request withConstraint(ConstraintFactory factory) {
        return new Request(messages, prefill, sampling, maxTokens, stop, factory, guard, path);
    }

    public Request withGuard(@Nullable LineGuardFactory factory) {
        return new Request(messages, prefill, sampling, maxTokens, stop, constraint, factory, path);
    }

    public Request withSampling(Sampling other) {
        return new Request(messages, prefill, other, maxTokens, stop, constraint, guard, path);
    }

    public Request withPath(int other) {
        return new Request(messages, prefill, sampling, maxTokens, stop, constraint, guard, other);
    }
}
