package io.gpiot.app.web.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.engine.grammar.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas of values that hold no others. */
final class Values {

    private static final int LONGEST = 100_000;
    private static final int MOST_VALUES = 1_000;
    private static final Set<String> FORMATS = Set.of("date", "time", "date-time", "uuid");

    private Values() {}

    static Rule string(Keywords keywords, JsonSchema.Place place) {
        JsonNode format = keywords.take("format");
        if (format != null) {
            if (!FORMATS.contains(format.asText())) {
                throw place.wrong("format " + format + " is not supported; " + String.join(", ", FORMATS) + " are");
            }
            return Rule.reference(format.asText());
        }
        if (!keywords.has("minLength") && !keywords.has("maxLength")) {
            return Rule.reference("string");
        }
        int least = keywords.size("minLength", 0, LONGEST);
        int most = keywords.size("maxLength", Rule.UNBOUNDED, LONGEST);
        if (least > most) {
            throw place.wrong("minLength " + least + " is above maxLength " + most);
        }
        Rule characters = most == 0 ? Rule.literal("") : Rule.repeat(Rule.reference("char"), least, most);
        return Rule.sequence(Rule.literal("\""), characters, Rule.literal("\""));
    }

    /** @param positive the rule of what has no sign */
    static Rule signed(Keywords keywords, JsonSchema.Place place, String any, String positive) {
        JsonNode minimum = keywords.take("minimum");
        if (minimum == null) {
            return Rule.reference(any);
        }
        if (!minimum.isNumber() || minimum.doubleValue() != 0) {
            throw place.wrong("minimum is supported as 0 only, was " + minimum);
        }
        return Rule.reference(positive);
    }

    static Rule oneOf(JsonNode values, @Nullable JsonNode type, JsonSchema.Place place) {
        if (!values.isArray() || values.size() > MOST_VALUES) {
            throw place.wrong("enum must be an array of at most " + MOST_VALUES + " values");
        }
        List<Rule> literals = new ArrayList<>();
        for (JsonNode value : values) {
            if (type == null || fits(value, type)) {
                literals.add(Rule.literal(value.toString()));
            }
        }
        if (literals.isEmpty()) {
            throw place.wrong("no value of enum is of the type that is asked for");
        }
        return Rule.choice(literals);
    }

    private static boolean fits(JsonNode value, JsonNode type) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (fits(value, one)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            default -> false;
        };
    }
}
