package io.gpiot.pect.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gpiot.base.GpiotException;
import io.gpiot.base.model.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one section. Every key that is asked for is known; {@link #finish} refuses the others. All errors are USER and
 * name the key.
 */
final class YamlSection {

    private final String prefix;
    private final JsonNode node;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param prefix of the keys in messages: empty, or the section's name and a dot */
    YamlSection(String prefix, JsonNode node) {
        if (!node.isObject()) {
            throw GpiotException.user((prefix.isEmpty() ? "the recipe" : prefix.substring(0, prefix.length() - 1))
                    + " must have keys and values, was " + shown(node));
        }
        this.prefix = prefix;
        this.node = node;
    }

    /** A section that may be left out. */
    YamlSection section(String key) {
        JsonNode value = get(key);
        return new YamlSection(prefix + key + ".", value == null ? JsonNodeFactory.instance.objectNode() : value);
    }

    /** The sections of a list that may be left out. */
    List<YamlSection> sections(String key) {
        JsonNode value = get(key);
        List<YamlSection> sections = new ArrayList<>();
        if (value != null && !value.isArray()) {
            throw wrong(key, "a list", value);
        }
        for (int i = 0; value != null && i < value.size(); i++) {
            sections.add(new YamlSection(prefix + key + "[" + (i + 1) + "].", value.get(i)));
        }
        return sections;
    }

    String text(String key) {
        JsonNode value = get(key);
        if (value == null) {
            throw GpiotException.user("the recipe lacks " + prefix + key);
        }
        return text(key, value);
    }

    String text(String key, String otherwise) {
        JsonNode value = get(key);
        return value == null ? otherwise : text(key, value);
    }

    List<String> texts(String key, List<String> otherwise) {
        JsonNode value = get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isArray() || value.isEmpty()) {
            throw wrong(key, "a list of words", value);
        }
        List<String> texts = new ArrayList<>();
        value.forEach(element -> texts.add(text(key, element)));
        return texts;
    }

    int whole(String key, int otherwise, int least) {
        return Math.toIntExact(whole(key, otherwise, least, Integer.MAX_VALUE));
    }

    long whole(String key, long otherwise, long least, long most) {
        JsonNode value = get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            String upper = most == Integer.MAX_VALUE || most == Long.MAX_VALUE ? " or more" : " to " + most;
            throw wrong(key, "a whole number, " + least + upper, value);
        }
        return value.asLong();
    }

    /** YAML 1.1 takes 1e-4 for text: it is a number here. */
    double number(String key, double otherwise, double least, double most) {
        JsonNode value = get(key);
        if (value == null) {
            return otherwise;
        }
        double number;
        try {
            number = value.isValueNode() && !value.isBoolean() ? Double.parseDouble(value.asText()) : Double.NaN;
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= least && number <= most)) {
            String range = most == Double.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
            throw wrong(key, "a number " + range, value);
        }
        return number;
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = get(key);
        if (value != null && !value.isBoolean()) {
            throw wrong(key, "true or false", value);
        }
        return value == null ? otherwise : value.asBoolean();
    }

    /** One of some words, by what it stands for. */
    <T> T choice(String key, T otherwise, Map<String, T> choices) {
        JsonNode value = get(key);
        if (value == null) {
            return otherwise;
        }
        T chosen = choices.get(value.asText());
        if (chosen == null) {
            throw wrong(key, "one of " + String.join(", ", choices.keySet()), value);
        }
        return chosen;
    }

    boolean has(String key) {
        return get(key) != null;
    }

    /** @throws GpiotException USER where there is a key that nobody asked for */
    void finish() {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                throw GpiotException.user("the recipe has an unknown key " + prefix + entry.getKey()
                        + "; the nearest is " + prefix
                        + NearestNames.of(entry.getKey(), known).getFirst());
            }
        }
    }

    private @Nullable JsonNode get(String key) {
        known.add(key);
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? null : value;
    }

    private String text(String key, JsonNode value) {
        if (!value.isValueNode() || value.asText().isBlank()) {
            throw wrong(key, "text", value);
        }
        return value.asText();
    }

    private GpiotException wrong(String key, String wanted, JsonNode was) {
        return GpiotException.user(prefix + key + " must be " + wanted + ", was " + shown(was));
    }

    private static String shown(JsonNode node) {
        String text = node.isTextual() ? "'" + node.asText() + "'" : node.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
