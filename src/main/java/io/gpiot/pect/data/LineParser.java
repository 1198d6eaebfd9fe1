package io.gpiot.pect.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.engine.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of JSON as a chat. The forms: {@code messages} whose last turn is the assistant's; {@code messages} up to the
 * question and {@code answer} beside them, as {@code gpiot data build} writes; {@code prompt} and {@code response};
 * {@code data}, one text in Llama 2's form. {@code prefill} beside any of them is the beginning of that answer, which the model
 * is given in use. Other fields do not matter.
 */
final class LineParser {

    private LineParser() {}

    /** @throws WrongLine with the reason, which never holds the line's own text */
    static Chat parse(String line) throws WrongLine {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new WrongLine("not JSON");
        }
        if (!json.isObject()) {
            throw new WrongLine("not a JSON object");
        }
        Chat chat = json.has("prefill") ? chat(json).withPrefill(text(json, "prefill")) : chat(json);
        if (chat.answer().isBlank()) {
            throw new WrongLine("the answer is empty");
        }
        if (chat.messages().isEmpty() || chat.messages().getLast().speaker() != Message.Speaker.USER) {
            throw new WrongLine("no question before the answer");
        }
        if (chat.messages().getLast().content().isBlank()) {
            throw new WrongLine("the question is empty");
        }
        return chat;
    }

    private static Chat chat(JsonNode json) throws WrongLine {
        if (json.has("messages")) {
            List<Message> messages = messages(json.get("messages"));
            if (json.has("answer")) {
                return new Chat(messages, text(json, "answer"));
            }
            if (messages.isEmpty() || messages.getLast().speaker() != Message.Speaker.ASSISTANT) {
                throw new WrongLine(
                        "messages without an answer: neither a last turn of the assistant nor the field answer");
            }
            return new Chat(
                    messages.subList(0, messages.size() - 1), messages.getLast().content());
        }
        if (json.has("prompt") || json.has("response")) {
            return new Chat(List.of(Message.user(text(json, "prompt"))), text(json, "response"));
        }
        if (json.has("data")) {
            return LlamaText.parse(text(json, "data"));
        }
        throw new WrongLine("none of the fields messages, prompt and response, data");
    }

    private static List<Message> messages(JsonNode turns) throws WrongLine {
        if (!turns.isArray()) {
            throw new WrongLine("messages is not a list");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode turn : turns) {
            String content = text(turn, "content");
            messages.add(
                    switch (turn.path("role").asText()) {
                        case "system" -> Message.system(content);
                        case "user" -> Message.user(content);
                        case "assistant" -> Message.assistant(content);
                        default -> throw new WrongLine("a turn whose role is not system, user or assistant");
                    });
        }
        return messages;
    }

    private static String text(JsonNode json, String field) throws WrongLine {
        JsonNode value = json.get(field);
        if (value == null || !value.isTextual()) {
            throw new WrongLine(field + " is missing or not text");
        }
        return value.asText();
    }
}
