package io.gpiot.pect.data;

import io.gpiot.engine.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chats in one text, as Llama 2 writes them: {@code <s>[INST] <<SYS>> system <</SYS>> question [/INST] answer </s>}, turns
 * one after the other. Begin and end tokens may be missing.
 */
final class LlamaText {

    private static final Pattern TURN =
            Pattern.compile("\\[INST](.*?)\\[/INST](.*?)(?=(?:<s>)?\\s*\\[INST]|\\z)", Pattern.DOTALL);
    private static final Pattern SYSTEM = Pattern.compile("\\A\\s*<<SYS>>(.*?)<</SYS>>", Pattern.DOTALL);

    private LlamaText() {}

    /** @throws WrongLine where it is not in that form */
    static Chat parse(String text) throws WrongLine {
        Matcher turn = TURN.matcher(text);
        List<Message> messages = new ArrayList<>();
        while (turn.find()) {
            String question = turn.group(1);
            Matcher system = SYSTEM.matcher(question);
            if (messages.isEmpty() && system.find()) {
                messages.add(Message.system(system.group(1).strip()));
                question = question.substring(system.end());
            }
            messages.add(Message.user(question.strip()));
            messages.add(Message.assistant(answer(turn.group(2))));
        }
        if (messages.isEmpty()) {
            throw new WrongLine("data has no [INST] ... [/INST]");
        }
        return new Chat(
                messages.subList(0, messages.size() - 1), messages.getLast().content());
    }

    private static String answer(String text) {
        String stripped = text.strip();
        return stripped.endsWith("</s>")
                ? stripped.substring(0, stripped.length() - "</s>".length()).strip()
                : stripped;
    }
}
