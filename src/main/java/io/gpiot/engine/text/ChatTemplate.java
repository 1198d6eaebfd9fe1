package io.gpiot.engine.text;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.tree.Node;
import io.gpiot.base.GpiotException;
import io.gpiot.engine.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns chats into the text that the model was tuned on, by the Jinja template of its file. The template is parsed once; one
 * that cannot be rendered here is refused when the model is loaded, not at the first question.
 */
public final class ChatTemplate {

    private static final String CHATML = "{% for message in messages %}<|im_start|>{{ message.role }}\n"
            + "{{ message.content }}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";

    private final Jinjava jinjava;
    private final Node template;
    private final Map<String, Object> tokens;

    private ChatTemplate(String source, String beginText, String endText) {
        jinjava = new Jinjava(JinjavaConfig.newBuilder()
                // What users write is text, never a template.
                .withNestedInterpretationEnabled(false)
                .withTrimBlocks(false)
                .withLstripBlocks(false)
                .withMaxOutputSize(64L << 20)
                .build());
        jinjava.getGlobalContext()
                .registerFunction(new ELFunctionDefinition(
                        "", "raise_exception", ChatTemplate.class, "raiseException", String.class));
        tokens = Map.of("bos_token", beginText, "eos_token", endText);
        template = parse(JinjaWhitespace.applied(source));
        // The renderer gives nothing for filters that it does not know: a chat without its content must not pass.
        if (!render(List.of(Message.user("probe")), true).contains("probe")) {
            throw new IllegalArgumentException("it leaves out what the user says");
        }
    }

    /**
     * @param template the file's template; where it has none, ChatML stands in if the model has ChatML's tokens
     * @param controls the texts of the model's control tokens
     * @throws GpiotException USER where there is no template, or one that cannot be rendered
     */
    static ChatTemplate of(@Nullable String template, String beginText, String endText, Set<String> controls) {
        boolean chatml = controls.contains("<|im_start|>") && controls.contains("<|im_end|>");
        if (template == null && !chatml) {
            throw GpiotException.user(
                    "the model has no chat template; take an instruction-tuned model (gpiot models list)");
        }
        try {
            return new ChatTemplate(template == null ? CHATML : template, beginText, endText);
        } catch (RuntimeException e) {
            throw GpiotException.user("the model's chat template cannot be used: " + firstLine(e)
                    + "; take one of the catalogue (gpiot models list)");
        }
    }

    /**
     * The chat as text.
     *
     * @param addGenerationPrompt whether the text ends with the opening of the assistant's turn
     * @throws GpiotException USER where the template does not accept these messages in this order
     */
    public String render(List<Message> messages, boolean addGenerationPrompt) {
        List<Map<String, String>> turns = new ArrayList<>();
        for (Message message : messages) {
            turns.add(Map.of("role", message.speaker().roleName(), "content", message.content()));
        }
        JinjavaInterpreter interpreter = interpreter();
        interpreter.getContext().putAll(tokens);
        interpreter.getContext().put("messages", turns);
        interpreter.getContext().put("add_generation_prompt", addGenerationPrompt);
        JinjavaInterpreter.pushCurrent(interpreter);
        try {
            String text = interpreter.render(template, false);
            refuse(interpreter.getErrorsCopy());
            return text;
        } finally {
            JinjavaInterpreter.popCurrent();
        }
    }

    /** What templates call where they do not accept a chat. */
    public static String raiseException(String message) {
        throw GpiotException.user("the model's chat template refuses these messages: " + message);
    }

    private Node parse(String source) {
        JinjavaInterpreter interpreter = interpreter();
        JinjavaInterpreter.pushCurrent(interpreter);
        try {
            Node root = interpreter.parse(source);
            refuse(interpreter.getErrorsCopy());
            return root;
        } finally {
            JinjavaInterpreter.popCurrent();
        }
    }

    private JinjavaInterpreter interpreter() {
        Context context = new Context(jinjava.getGlobalContext());
        return new JinjavaInterpreter(jinjava, context, jinjava.getGlobalConfig());
    }

    private static void refuse(List<TemplateError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        TemplateError error = errors.getFirst();
        if (error.getException() instanceof Exception cause && root(cause) instanceof GpiotException ours) {
            throw ours;
        }
        throw GpiotException.user("the model's chat template fails in line " + error.getLineno() + ": "
                + String.valueOf(error.getMessage()).lines().findFirst().orElse(""));
    }

    private static Throwable root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof GpiotException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
