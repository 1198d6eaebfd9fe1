package io.gpiot.engine.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.engine.Message;
import io.gpiot.engine.Vocabulary;
import io.gpiot.engine.format.TokenizerSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Text to token ids and back, as the model file describes it; ids equal llama.cpp's. Safe to use from many threads.
 * Control tokens stand for nothing when ids become text.
 */
public final class Tokenizer implements Vocabulary, AutoCloseable {

    /** Control tokens that end an answer in the families we know, whether or not the file says so. */
    private static final List<String> ENDS = List.of(
            "<|im_end|>",
            "<|endoftext|>",
            "<|eot_id|>",
            "<|eom_id|>",
            "<|end_of_text|>",
            "<|end|>",
            "</s>",
            "<|fim_pad|>",
            "<|repo_name|>",
            "<|file_sep|>");

    private final ObjectNode json;
    private final HuggingFaceTokenizer parsing;
    private @Nullable HuggingFaceTokenizer plain;
    private final TokenBytes tokens;
    private final BitSet ends = new BitSet();
    private final OptionalInt begin;
    private final boolean addBegin;
    private final ChatTemplate chatTemplate;
    private final ControlTexts controlTexts;

    private Tokenizer(TokenizerSource source) {
        json = TokenizerJson.of(source);
        tokens = TokenBytes.of(source, json);
        begin = source.beginToken();
        addBegin = source.addBeginToken() && begin.isPresent();
        source.endTokens().forEach(ends::set);
        tokens.controlsNamed(ENDS).forEach(ends::set);
        Map<Integer, String> names = new HashMap<>();
        tokens.controls().forEach((text, id) -> names.put(id, text));
        String end = source.endTokens().isEmpty()
                ? ""
                : names.getOrDefault(source.endTokens().getFirst(), "");
        String beginText = begin.isPresent() ? names.getOrDefault(begin.getAsInt(), "") : "";
        chatTemplate = ChatTemplate.of(
                source.chatTemplate(), beginText, end, tokens.controls().keySet());
        controlTexts = new ControlTexts(tokens.controls().keySet());
        parsing = NativeTokenizer.load(json);
    }

    /** @throws io.gpiot.base.GpiotException USER where the tokenizer or the chat template is of a kind we cannot run */
    public static Tokenizer of(TokenizerSource source) {
        return new Tokenizer(source);
    }

    /**
     * The text's ids; nothing is added to them.
     *
     * @param parseSpecial whether the text of a control token, such as {@code <|im_end|>}, becomes that token; otherwise
     *     it is text like any other
     */
    public int[] encode(String text, boolean parseSpecial) {
        long[] ids = (parseSpecial ? parsing : plain())
                .encode(wellFormed(text), false, false)
                .getIds();
        int[] out = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            out[i] = (int) ids[i];
        }
        return out;
    }

    /**
     * The ids of a chat that ends with the opening of the assistant's turn and the beginning of its answer. The template's
     * control tokens are parsed; what looks like one in messages or in {@code prefill} is text like any other.
     */
    public int[] encodeChat(List<Message> messages, String prefill) {
        List<Message> covered = messages.stream()
                .map(message -> new Message(message.speaker(), controlTexts.cover(message.content())))
                .toList();
        return encodePrompt(chatTemplate.render(covered, true) + controlTexts.cover(prefill));
    }

    /** Control tokens are parsed, except in covered text; the begin token leads where the model wants it. */
    int[] encodePrompt(String rendered) {
        List<int[]> parts = new ArrayList<>();
        ControlTexts.split(rendered, (part, covered) -> parts.add(encode(part, !covered)));
        int[] ids = parts.stream().flatMapToInt(Arrays::stream).toArray();
        if (!addBegin || ids.length > 0 && ids[0] == begin.orElseThrow()) {
            return ids;
        }
        int[] led = new int[ids.length + 1];
        led[0] = begin.orElseThrow();
        System.arraycopy(ids, 0, led, 1, ids.length);
        return led;
    }

    /** The text of whole answers; for one that grows, see {@link Utf8Assembler}. */
    public String decode(int[] ids) {
        int size = 0;
        for (int id : ids) {
            size += tokens.bytes()[id].length;
        }
        byte[] all = new byte[size];
        int at = 0;
        for (int id : ids) {
            byte[] piece = tokens.bytes()[id];
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return new String(all, StandardCharsets.UTF_8);
    }

    /** How chats become text for this model. */
    public ChatTemplate chatTemplate() {
        return chatTemplate;
    }

    /** The model's embedding has this many rows. */
    @Override
    public int size() {
        return tokens.bytes().length;
    }

    @Override
    public byte[] bytes(int token) {
        return tokens.bytes()[token];
    }

    @Override
    public boolean endsAnswer(int token) {
        return ends.get(token);
    }

    /** Every token that ends an answer. */
    public Collection<Integer> endTokens() {
        List<Integer> ids = new ArrayList<>();
        ends.stream().forEach(ids::add);
        return ids;
    }

    @Override
    public synchronized void close() {
        parsing.close();
        if (plain != null) {
            plain.close();
        }
    }

    /** The second native instance is made on first use: few callers want control tokens as text. */
    private synchronized HuggingFaceTokenizer plain() {
        if (plain == null) {
            plain = NativeTokenizer.load(TokenizerJson.withoutSpecials(json));
        }
        return plain;
    }

    /** Halves of surrogate pairs cannot pass into native code. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
