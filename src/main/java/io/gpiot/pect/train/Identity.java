package io.gpiot.pect.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What makes a tuning the one it is: a checkpoint goes on only in the same one.
 *
 * @param facts a name to its value: settings of the recipe, hashes of base and data
 */
public record Identity(SequencedMap<String, String> facts) {

    public Identity {
        facts = new TreeMap<>(facts);
    }

    /** All leaves of some values, each under its path. */
    public static void collect(String name, JsonNode node, SequencedMap<String, String> facts) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(), entry.getValue(), facts));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(name + "[" + (i + 1) + "]", node.get(i), facts);
            }
        } else {
            facts.put(name, node.asText());
        }
    }

    /** The first fact in which another one differs, in words; empty where they are the same. */
    public Optional<String> difference(Identity began) {
        TreeMap<String, String> names = new TreeMap<>(facts);
        names.putAll(began.facts);
        return names.keySet().stream()
                .filter(name -> !value(name).equals(began.value(name)))
                .findFirst()
                .map(name -> name + " was " + began.value(name) + " and is " + value(name));
    }

    private String value(String name) {
        return facts.getOrDefault(name, "nothing");
    }

    String toJson() {
        return Json.write(this);
    }
}
