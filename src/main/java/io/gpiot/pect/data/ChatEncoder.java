package io.gpiot.pect.data;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Message;
import io.gpiot.engine.text.Tokenizer;
import java.util.Arrays;
import java.util.List;

/**
 * Chats as a model sees them in use: the prompt as its template renders it, with the answer's prefill where it has one, as the
 * engine encodes them before it decodes; the answer's tokens by themselves, for no token that the engine draws reaches back into
 * what was given; and what the template puts after an answer, up to the token that ends it.
 */
public final class ChatEncoder {

    private static final String PROBE = "probeanswer";

    private final Tokenizer tokenizer;
    private final int maximumLength;
    private final int[] closing;

    /**
     * @param maximumLength tokens of an example at most
     * @throws GpiotException USER where the model's template does not end answers
     */
    public ChatEncoder(Tokenizer tokenizer, int maximumLength) {
        this.tokenizer = tokenizer;
        this.maximumLength = maximumLength;
        this.closing = closing();
    }

    /** @throws WrongLine where it is too long or the template does not accept it */
    Example encode(Chat chat, int path) throws WrongLine {
        int[] prompt;
        try {
            prompt = tokenizer.encodeChat(chat.messages(), chat.prefill());
        } catch (GpiotException e) {
            throw new WrongLine(String.valueOf(e.getMessage()));
        }
        int[] answer = tokenizer.encode(chat.answer(), false);
        int length = prompt.length + answer.length + closing.length;
        if (length > maximumLength) {
            throw new WrongLine("longer than " + maximumLength + " tokens (training.maximum_length)");
        }
        int[] tokens = Arrays.copyOf(prompt, length);
        System.arraycopy(answer, 0, tokens, prompt.length, answer.length);
        System.arraycopy(closing, 0, tokens, prompt.length + answer.length, closing.length);
        return new Example(tokens, prompt.length, path);
    }

    private int[] closing() {
        String rendered =
                tokenizer.chatTemplate().render(List.of(Message.user("probe"), Message.assistant(PROBE)), false);
        int[] after = tokenizer.encode(rendered.substring(rendered.lastIndexOf(PROBE) + PROBE.length()), true);
        for (int i = 0; i < after.length; i++) {
            if (tokenizer.endsAnswer(after[i])) {
                return Arrays.copyOf(after, i + 1);
            }
        }
        throw GpiotException.user("the model's chat template ends answers with no token that stops decoding:"
                + " a model tuned with it would never end; take one of the catalogue (gpiot models list)");
    }
}
