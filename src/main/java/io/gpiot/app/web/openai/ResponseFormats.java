package io.gpiot.app.web.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gpiot.app.web.ApiError;
import io.gpiot.app.web.schema.JsonSchema;
import io.gpiot.base.GpiotException;
import io.gpiot.engine.ConstraintFactory;
import io.gpiot.engine.grammar.Grammar;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code response_format} as a constraint. The last schemas' grammars are kept: what was computed for one request serves the
 * next. Safe for use by many threads.
 */
final class ResponseFormats {

    private static final int KEPT = 16;
    private static final JsonNode ANY_OBJECT =
            JsonNodeFactory.instance.objectNode().put("type", "object");

    private final Map<JsonNode, Grammar> grammars = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, Grammar> eldest) {
            return size() > KEPT;
        }
    };

    /** @return null for plain text */
    @Nullable
    ConstraintFactory read(Fields body) {
        Fields format = body.fields("response_format").orElse(null);
        if (format == null) {
            return null;
        }
        String type = format.requiredText("type");
        return switch (type) {
            case "text" -> null;
            case "json_object" -> grammar(ANY_OBJECT);
            case "json_schema" -> {
                Fields named = format.fields("json_schema").orElseThrow(() -> format.missing("json_schema"));
                JsonNode schema = named.node("schema");
                if (schema == null) {
                    throw named.missing("schema");
                }
                yield grammar(schema);
            }
            default ->
                throw ApiError.invalid(
                        "response_format.type",
                        "'response_format.type' must be text, json_object or json_schema, was '" + type + "'");
        };
    }

    private synchronized Grammar grammar(JsonNode schema) {
        Grammar known = grammars.get(schema);
        if (known != null) {
            return known;
        }
        try {
            Grammar made = JsonSchema.grammar(schema);
            grammars.put(schema.deepCopy(), made);
            return made;
        } catch (GpiotException e) {
            throw ApiError.invalid(
                    "invalid_json_schema", "response_format.json_schema.schema", String.valueOf(e.getMessage()));
        }
    }
}
