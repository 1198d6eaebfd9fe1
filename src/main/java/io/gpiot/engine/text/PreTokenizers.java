package io.gpiot.engine.text;

import io.gpiot.base.GpiotException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How text is cut into pieces before pairs are merged, by the name that a GGUF file gives the rule. Each rule is a list of
 * regular expressions, applied one after the other to the pieces of the one before.
 */
final class PreTokenizers {

    private static final String GPT2 =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
    private static final List<String> SINGLE_DIGITS_THEN_GPT2 = List.of("\\p{N}", GPT2);

    private static final Map<String, List<String>> RULES = new TreeMap<>(Map.of(
            "default", List.of("[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]"),
            "gpt-2", List.of(GPT2),
            "qwen2", List.of(modern("\\p{N}")),
            "llama-bpe", List.of(modern("\\p{N}{1,3}")),
            "smollm", SINGLE_DIGITS_THEN_GPT2,
            "starcoder", SINGLE_DIGITS_THEN_GPT2));

    private PreTokenizers() {}

    /** The rule of the newer models: they differ in how many digits make a piece. */
    private static String modern(String digits) {
        return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + digits
                + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    }

    /** The rule as a {@code pre_tokenizer} of tokenizer.json. */
    static Map<String, Object> named(String name) {
        List<String> expressions = RULES.get(name);
        if (expressions == null) {
            throw GpiotException.user("the model's tokenizer cuts text by the rule '" + name + "' (known: "
                    + String.join(", ", RULES.keySet())
                    + "); take the model as a Hugging Face folder, or one of the catalogue");
        }
        List<Map<String, Object>> steps = new ArrayList<>();
        for (String expression : expressions) {
            steps.add(Map.of(
                    "type", "Split", "pattern", Map.of("Regex", expression), "behavior", "Isolated", "invert", false));
        }
        steps.add(Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", false, "use_regex", false));
        return Map.of("type", "Sequence", "pretokenizers", steps);
    }

    /** Whether a piece that is a token as a whole is taken without merging. */
    static boolean wholePiecesFirst(String name) {
        return name.equals("llama-bpe");
    }
}
