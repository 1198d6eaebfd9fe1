package io.gpiot.app.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.Caller;
import io.gpiot.engine.ConstraintFactory;
import io.gpiot.engine.Message;
import io.gpiot.engine.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Reads the body of a chat completion. What we do not know is ignored; what would change the answer and cannot be done is refused. */
final class ChatReader {

    private static final int MOST_STOPS = 4;
    private static final double USUAL_TEMPERATURE = 0.7;
    private static final double USUAL_TOP_P = 0.95;

    private final ChatLimits limits;
    private final ResponseFormats formats;

    ChatReader(ChatLimits limits, ResponseFormats formats) {
        this.limits = limits;
        this.formats = formats;
    }

    /** @throws ApiError 400 that names the field */
    ChatRequest read(ObjectNode body, Caller caller) {
        Fields fields = new Fields(body, "");
        refuseUnsupported(fields);
        String model = fields.requiredText("model");
        List<Message> messages = messages(fields);
        int choices = (int) fields.integer("n", 1, limits.choices()).orElse(1);
        long older = fields.integer("max_tokens", 1, Long.MAX_VALUE).orElse(limits.usualTokens());
        long tokens = fields.integer("max_completion_tokens", 1, Long.MAX_VALUE).orElse(older);
        @Nullable ConstraintFactory constraint = formats.read(fields);
        boolean usage = fields.fields("stream_options")
                .map(options -> options.flag("include_usage"))
                .orElse(false);
        return new ChatRequest(
                caller,
                model,
                messages,
                choices,
                sampling(fields),
                (int) Math.min(tokens, Integer.MAX_VALUE),
                stop(fields),
                constraint,
                fields.flag("stream"),
                usage);
    }

    private static void refuseUnsupported(Fields fields) {
        for (String name : List.of("tools", "functions", "logit_bias")) {
            JsonNode node = fields.node(name);
            if (node != null && !node.isEmpty()) {
                throw fields.unsupported(name, "leave it out");
            }
        }
        for (String name : List.of("presence_penalty", "frequency_penalty")) {
            if (fields.number(name, -2, 2).orElse(0) != 0) {
                throw fields.unsupported(name, "leave it out, or 0");
            }
        }
        if (fields.flag("logprobs")) {
            throw fields.unsupported("logprobs", "leave it out, or false");
        }
    }

    private List<Message> messages(Fields fields) {
        JsonNode array = fields.node("messages");
        if (array == null) {
            throw fields.missing("messages");
        }
        List<JsonNode> turns = fields.elements("messages", array);
        if (turns.isEmpty() || turns.size() > limits.messages()) {
            throw ApiError.invalid(
                    "messages", "'messages' must hold 1 to " + limits.messages() + " messages, held " + turns.size());
        }
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            String name = "messages[" + i + "]";
            if (!(turns.get(i) instanceof ObjectNode turn)) {
                throw fields.wrong(name, "an object", turns.get(i));
            }
            messages.add(message(new Fields(turn, name + ".")));
        }
        return messages;
    }

    private static Message message(Fields turn) {
        String role = turn.requiredText("role");
        return switch (role) {
            case "system", "developer" -> Message.system(content(turn, false));
            case "user" -> Message.user(content(turn, false));
            case "assistant" -> Message.assistant(content(turn, true));
            default ->
                throw ApiError.invalid(
                        turn.path() + "role",
                        "'" + turn.path() + "role' must be system, developer, user or assistant, was '" + role + "'");
        };
    }

    /** @param mayLack an assistant that called tools said nothing */
    private static String content(Fields turn, boolean mayLack) {
        JsonNode content = turn.node("content");
        if (content == null && !mayLack) {
            throw turn.missing("content");
        }
        if (content == null || content.isTextual()) {
            return content == null ? "" : content.textValue();
        }
        if (!content.isArray()) {
            throw turn.wrong("content", "a string or an array of text parts", content);
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
                throw turn.wrong("content", "text: images, sound and files are not read here", part);
            }
            text.append(part.get("text").textValue());
        }
        return text.toString();
    }

    private static Sampling sampling(Fields fields) {
        double temperature = fields.number("temperature", 0, 2).orElse(USUAL_TEMPERATURE);
        double topP = fields.number("top_p", 0, 1).orElse(USUAL_TOP_P);
        long seed = fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong());
        // of no share of the probability at all remains the likeliest token
        return topP == 0 ? Sampling.of(0, 1, seed) : Sampling.of(temperature, topP, seed);
    }

    private static List<String> stop(Fields fields) {
        JsonNode node = fields.node("stop");
        if (node == null) {
            return List.of();
        }
        List<JsonNode> all = node.isTextual() ? List.of(node) : fields.elements("stop", node);
        if (all.size() > MOST_STOPS) {
            throw ApiError.invalid("stop", "'stop' may hold at most " + MOST_STOPS + " strings, held " + all.size());
        }
        for (JsonNode one : all) {
            if (!one.isTextual() || one.textValue().isEmpty()) {
                throw fields.wrong("stop", "a string or strings, none of them empty", one);
            }
        }
        return all.stream().map(JsonNode::textValue).toList();
    }
}
