package io.gpiot.engine.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.GpiotException;
import io.gpiot.engine.format.TokenizerSource;
import java.util.List;

/** The {@code tokenizer.json} that Hugging Face's implementation loads: the folder's own, or made from a GGUF's lists. */
public final class TokenizerJson {

    private static final ObjectMapper MAPPER = new ObjectMapper(); // no indentation: these are megabytes

    private TokenizerJson() {}

    public static ObjectNode of(TokenizerSource source) {
        return switch (source) {
            case TokenizerSource.BytePairs pairs -> made(pairs);
            case TokenizerSource.TokenizerJson folder -> parsed(folder.json());
        };
    }

    /** The same without the added tokens that are special: their text then is text like any other. */
    static ObjectNode withoutSpecials(ObjectNode json) {
        ArrayNode kept = MAPPER.createArrayNode();
        for (JsonNode token : json.path("added_tokens")) {
            if (!token.path("special").asBoolean()) {
                kept.add(token);
            }
        }
        ObjectNode copy = MAPPER.createObjectNode();
        copy.setAll(json);
        copy.set("added_tokens", kept);
        copy.putNull("post_processor"); // may name a special token
        return copy;
    }

    private static ObjectNode parsed(String json) {
        try {
            if (MAPPER.readTree(json) instanceof ObjectNode object) {
                if (!object.path("model").path("vocab").isObject()) {
                    throw GpiotException.user("tokenizer.json is not of the kind BPE (found: "
                            + object.path("model").path("type").asText("none")
                            + "); take a model of the catalogue (gpiot models list)");
                }
                return object;
            }
            throw GpiotException.user("tokenizer.json is not a JSON object; get the folder again");
        } catch (JsonProcessingException e) {
            throw GpiotException.user("tokenizer.json is not valid JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse("") + "; get the folder again");
        }
    }

    private static ObjectNode made(TokenizerSource.BytePairs source) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("version", "1.0");
        ArrayNode added = json.putArray("added_tokens");
        ObjectNode vocabulary = MAPPER.createObjectNode();
        for (int id = 0; id < source.tokens().size(); id++) {
            String token = source.tokens().get(id);
            vocabulary.put(token, id);
            switch (source.kinds().get(id)) {
                case CONTROL, UNKNOWN -> add(added, id, token, true);
                case USER_DEFINED -> add(added, id, token, false);
                case NORMAL, UNUSED, BYTE -> {}
            }
        }
        json.putNull("normalizer"); // llama.cpp has none either
        json.set("pre_tokenizer", MAPPER.valueToTree(PreTokenizers.named(source.preTokenizer())));
        ObjectNode decoder = json.putObject("decoder");
        decoder.put("type", "ByteLevel");
        decoder.put("add_prefix_space", false);
        decoder.put("trim_offsets", false);
        decoder.put("use_regex", false);
        ObjectNode model = json.putObject("model");
        model.put("type", "BPE");
        model.put("ignore_merges", PreTokenizers.wholePiecesFirst(source.preTokenizer()));
        model.set("vocab", vocabulary);
        merges(model.putArray("merges"), source.merges());
        return json;
    }

    private static void merges(ArrayNode out, List<String> merges) {
        for (String merge : merges) {
            int space = merge.indexOf(' ', 1);
            if (space < 0) {
                throw GpiotException.user(
                        "the model's tokenizer has the merge '" + merge + "', which is no pair; get the file again");
            }
            out.addArray().add(merge.substring(0, space)).add(merge.substring(space + 1));
        }
    }

    private static void add(ArrayNode added, int id, String text, boolean special) {
        ObjectNode token = added.addObject();
        token.put("id", id);
        token.put("content", text);
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            token.put(flag, false);
        }
        token.put("special", special);
    }
}
