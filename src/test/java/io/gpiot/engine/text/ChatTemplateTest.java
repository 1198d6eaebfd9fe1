package io.gpiot.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden renderings of Python's jinja2: benchmarks/reference/make_chat_golden.py. */
class ChatTemplateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qwen2.5-coder-0.5b-instruct",
                "qwen2.5-coder-1.5b-instruct",
                "smollm2-135m-instruct",
                "own-indented",
                "own-slices"
            })
    void renderingsEqualPythonsJinja(String name) throws IOException {
        JsonNode golden =
                Json.MAPPER.readTree(getClass().getResource("/text/chats.json")).get(name);
        ChatTemplate template = ChatTemplate.of(
                golden.get("template").asText(),
                golden.get("begin").asText(),
                golden.get("end").asText(),
                Set.of());
        assertEquals(16, golden.get("rows").size());
        for (JsonNode row : golden.get("rows")) {
            List<Message> messages = new ArrayList<>();
            row.get("messages")
                    .forEach(m -> messages.add(new Message(
                            Message.Speaker.valueOf(m.get(0).asText().toUpperCase(Locale.ROOT)),
                            m.get(1).asText())));
            assertEquals(
                    row.get("text").asText(),
                    template.render(messages, row.get("add_generation_prompt").asBoolean()));
        }
    }

    @Test
    void aModelWithoutTemplateGetsChatmlWhereItHasItsTokens() {
        ChatTemplate template = ChatTemplate.of(null, "", "", Set.of("<|im_start|>", "<|im_end|>"));
        assertEquals(
                "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
                template.render(List.of(Message.user("Hi")), true));
        GpiotException e = assertThrows(GpiotException.class, () -> ChatTemplate.of(null, "", "", Set.of("</s>")));
        assertTrue(e.getMessage().contains("no chat template"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for m in messages %}",
                "{{ 'a' ",
                "{% unknowntag %}",
                "{{ messages[0].content | nofilter }}",
                "{{ '"
            })
    void aTemplateThatCannotBeRenderedIsRefusedAtOnce(String template) {
        GpiotException e = assertThrows(GpiotException.class, () -> ChatTemplate.of(template, "", "", Set.of()));
        assertEquals(GpiotException.Category.USER, e.category());
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void aTemplatesOwnObjectionReachesTheUser() {
        ChatTemplate template = ChatTemplate.of(
                "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system here') }}"
                        + "{% endif %}{{ m.content }}{% endfor %}",
                "", "", Set.of());
        GpiotException e =
                assertThrows(GpiotException.class, () -> template.render(List.of(Message.system("x")), true));
        assertTrue(e.getMessage().endsWith("no system here"), e.getMessage());
    }

    @Test
    void manyThreadsRenderAtOnce() {
        ChatTemplate template =
                ChatTemplate.of("{% for m in messages %}[{{ m.content }}]{% endfor %}", "", "", Set.of());
        boolean allRight = IntStream.range(0, 500)
                .parallel()
                .allMatch(i -> template.render(List.of(Message.user("a" + i), Message.user("b" + i)), true)
                        .equals("[a" + i + "][b" + i + "]"));
        assertTrue(allRight);
    }
}
