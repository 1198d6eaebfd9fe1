package io.gpiot.data.augment.recombine;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import java.util.EnumMap;
import java.util.Map;

/** One line of a sub-task; where it depends on the device, a text for each sort of device. */
record Step(Map<Effort, String> texts) {

    Step {
        texts = Map.copyOf(texts);
    }

    /** A text, or a mapping of efforts to texts that has one for offline. */
    @JsonCreator
    static Step of(JsonNode node) {
        Map<Effort, String> texts = new EnumMap<>(Effort.class);
        if (node.isTextual()) {
            texts.put(Effort.OFFLINE, node.asText());
        } else {
            node.fields()
                    .forEachRemaining(field -> texts.put(
                            Effort.of(field.getKey()), field.getValue().asText()));
        }
        if (!texts.containsKey(Effort.OFFLINE)) {
            throw GpiotException.user("a step must be a text or have one for offline, was " + node);
        }
        return new Step(texts);
    }

    /** The text for the least capable device that is at least as capable as this one. */
    String text(Effort effort) {
        for (Effort each : Effort.values()) {
            String text = texts.get(each);
            if (each.compareTo(effort) >= 0 && text != null) {
                return text;
            }
        }
        throw new IllegalStateException("a step has a text for offline");
    }
}
