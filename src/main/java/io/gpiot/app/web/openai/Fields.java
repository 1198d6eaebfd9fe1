package io.gpiot.app.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.app.web.ApiError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object from a client. Null is as good as absent; what is not asked for is ignored.
 *
 * @param path before each name in messages, such as {@code messages[2].}, or empty
 */
record Fields(ObjectNode object, String path) {

    private static final int SHOWN = 60;

    @Nullable
    JsonNode node(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    boolean has(String name) {
        return node(name) != null;
    }

    Optional<String> text(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isTextual()) {
            throw wrong(name, "a string", node);
        }
        return Optional.ofNullable(node).map(JsonNode::textValue);
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    boolean flag(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isBoolean()) {
            throw wrong(name, "true or false", node);
        }
        return node != null && node.booleanValue();
    }

    OptionalDouble number(String name, double least, double most) {
        JsonNode node = node(name);
        if (node == null) {
            return OptionalDouble.empty();
        }
        double value = node.isNumber() ? node.doubleValue() : Double.NaN;
        if (!(value >= least && value <= most)) {
            throw wrong(name, "a number from " + plain(least) + " to " + plain(most), node);
        }
        return OptionalDouble.of(value);
    }

    OptionalLong integer(String name, long least, long most) {
        JsonNode node = node(name);
        if (node == null) {
            return OptionalLong.empty();
        }
        boolean fits = node.isIntegralNumber() && node.canConvertToLong();
        if (!fits || node.longValue() < least || node.longValue() > most) {
            String range = least == Long.MIN_VALUE
                    ? "of 64 bits"
                    : most >= Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
            throw wrong(name, "an integer " + range, node);
        }
        return OptionalLong.of(node.longValue());
    }

    Optional<Fields> fields(String name) {
        JsonNode node = node(name);
        if (node != null && !(node instanceof ObjectNode)) {
            throw wrong(name, "an object", node);
        }
        return Optional.ofNullable((ObjectNode) node).map(inner -> new Fields(inner, path + name + "."));
    }

    /** The elements of an array. */
    List<JsonNode> elements(String name, JsonNode array) {
        if (!array.isArray()) {
            throw wrong(name, "an array", array);
        }
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    ApiError missing(String name) {
        return ApiError.invalid("missing_required_parameter", path + name, "'" + path + name + "' is missing");
    }

    ApiError wrong(String name, String expected, JsonNode found) {
        String text = found.toString();
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return ApiError.invalid(path + name, "'" + path + name + "' must be " + expected + ", was " + shown);
    }

    ApiError unsupported(String name, String why) {
        return ApiError.invalid(
                "unsupported_parameter", path + name, "'" + path + name + "' is not supported here: " + why);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
