package io.gpiot.app.web.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.GpiotException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords of one schema, and which of them were heeded. */
final class Keywords {

    private final ObjectNode schema;
    private final JsonSchema.Place place;
    private final Set<String> heeded;

    Keywords(ObjectNode schema, Set<String> annotations, JsonSchema.Place place) {
        this.schema = schema;
        this.place = place;
        this.heeded = new HashSet<>(annotations);
    }

    boolean has(String name) {
        return schema.has(name);
    }

    @Nullable
    JsonNode take(String name) {
        heeded.add(name);
        return schema.get(name);
    }

    /** @throws GpiotException USER where it is no number from 0 to {@code most} */
    int size(String name, int usual, int most) {
        JsonNode node = take(name);
        if (node == null) {
            return usual;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0 || node.intValue() > most) {
            throw place.wrong(name + " must be an integer from 0 to " + most + ", was " + node);
        }
        return node.intValue();
    }

    /** What was not heeded would be broken: so it is not taken at all. */
    void refuseOthers() {
        for (Iterator<String> names = schema.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!heeded.contains(name)) {
                throw place.wrong("'" + name + "' is not supported here; supported are type, properties, required,"
                        + " additionalProperties, items, minItems, maxItems, minLength, maxLength, minimum 0, enum,"
                        + " const, anyOf, $ref and the formats date, time, date-time and uuid");
            }
        }
    }
}
