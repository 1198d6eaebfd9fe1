package io.gpiot.app.web.openai;

import io.gpiot.engine.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers of one request in OpenAI's shapes. */
final class ChatAnswers {

    private final String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");
    private final long created = System.currentTimeMillis() / 1000;
    private final ChatRequest request;

    ChatAnswers(ChatRequest request) {
        this.request = request;
    }

    Map<String, @Nullable Object> whole(List<Answer> answers) {
        List<Map<String, @Nullable Object>> choices = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Map<String, @Nullable Object> choice = new LinkedHashMap<>();
            choice.put("index", i);
            Map<String, @Nullable Object> message = new LinkedHashMap<>();
            message.put("role", "assistant");
            message.put("content", answers.get(i).text());
            message.put("refusal", null);
            choice.put("message", message);
            choice.put("logprobs", null);
            choice.put("finish_reason", reason(answers.get(i).finish()));
            choices.add(choice);
        }
        Map<String, @Nullable Object> body = body("chat.completion", choices);
        body.put("usage", usage(answers));
        return body;
    }

    /** The beginning of a streamed choice. */
    Map<String, @Nullable Object> opening(int index) {
        Map<String, Object> delta = new LinkedHashMap<>();
        delta.put("role", "assistant");
        delta.put("content", "");
        return chunk(index, delta, null);
    }

    Map<String, @Nullable Object> piece(int index, String text) {
        return chunk(index, Map.of("content", text), null);
    }

    Map<String, @Nullable Object> end(int index, Answer.Finish finish) {
        return chunk(index, Map.of(), reason(finish));
    }

    /** What follows the last choice's end, where it is asked for. */
    Map<String, @Nullable Object> lastUsage(List<Answer> answers) {
        Map<String, @Nullable Object> body = body("chat.completion.chunk", List.of());
        body.put("usage", usage(answers));
        return body;
    }

    private Map<String, @Nullable Object> chunk(int index, Map<String, Object> delta, @Nullable String finish) {
        Map<String, @Nullable Object> choice = new LinkedHashMap<>();
        choice.put("index", index);
        choice.put("delta", delta);
        choice.put("logprobs", null);
        choice.put("finish_reason", finish);
        Map<String, @Nullable Object> body = body("chat.completion.chunk", List.of(choice));
        if (request.streamUsage()) {
            body.put("usage", null);
        }
        return body;
    }

    private Map<String, @Nullable Object> body(String kind, List<?> choices) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("object", kind);
        body.put("created", created);
        body.put("model", request.model());
        body.put("choices", choices);
        return body;
    }

    /** The prompt counts once, however many choices read it. */
    private static Map<String, Object> usage(List<Answer> answers) {
        int prompt = answers.getFirst().promptTokens();
        int written = answers.stream().mapToInt(Answer::tokens).sum();
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", prompt);
        usage.put("completion_tokens", written);
        usage.put("total_tokens", prompt + written);
        usage.put(
                "prompt_tokens_details",
                Map.of("cached_tokens", answers.getFirst().cachedTokens()));
        return usage;
    }

    private static String reason(Answer.Finish finish) {
        return switch (finish) {
            case STOP -> "stop";
            // the last two do not get here: nobody waits, and nothing is guarded
            case LENGTH, CANCELLED, GUARD -> "length";
        };
    }
}
