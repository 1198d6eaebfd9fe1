package io.gpiot.app.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tool's arguments as JSON Schema, written field by field. */
final class Schema {

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    Schema text(String name, String meaning) {
        return field(name, Map.of("type", "string", "description", meaning));
    }

    Schema texts(String name, String meaning) {
        return field(name, Map.of("type", "array", "items", Map.of("type", "string"), "description", meaning));
    }

    Schema whole(String name, int least, int most, String meaning) {
        return field(name, Map.of("type", "integer", "minimum", least, "maximum", most, "description", meaning));
    }

    Schema flag(String name, String meaning) {
        return field(name, Map.of("type", "boolean", "description", meaning));
    }

    /** Text files by name, for clients that share no disk with us. */
    Schema files(String name, String meaning) {
        Schema file = new Schema()
                .text("name", "such as walk.csv")
                .text("text", "what is in it")
                .required("name", "text");
        return field(name, Map.of("type", "array", "items", file.toMap(), "description", meaning));
    }

    Schema required(String... names) {
        required.addAll(List.of(names));
        return this;
    }

    private Schema field(String name, Map<String, Object> schema) {
        fields.put(name, schema);
        return this;
    }

    Map<String, Object> toMap() {
        return Map.of("type", "object", "properties", fields, "required", required, "additionalProperties", false);
    }
}
