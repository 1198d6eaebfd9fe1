package io.gpiot.app.web.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gpiot.engine.grammar.Rule;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects and arrays of one schema. */
final class Containers {

    private static final int MOST_ITEMS = 10_000;
    private static final Rule BETWEEN = Rule.literal(", ");

    private final JsonSchema compiler;
    private final Map<String, Rule> rules;
    private final Keywords keywords;
    private final JsonSchema.Place place;

    Containers(JsonSchema compiler, Map<String, Rule> rules, Keywords keywords, JsonSchema.Place place) {
        this.compiler = compiler;
        this.rules = rules;
        this.keywords = keywords;
        this.place = place;
    }

    Rule array() {
        JsonNode schema = keywords.take("items");
        Rule item = schema == null ? Rule.reference("any") : compiler.compile(schema, place.in("items"));
        int least = keywords.size("minItems", 0, MOST_ITEMS);
        int most = keywords.size("maxItems", Rule.UNBOUNDED, MOST_ITEMS);
        if (least > most) {
            throw place.wrong("minItems " + least + " is above maxItems " + most);
        }
        return bracketed("[", most == 0 ? Rule.literal("") : list(item, least, most), "]");
    }

    Rule object() {
        Map<String, JsonNode> properties = properties();
        Set<String> required = required(properties);
        JsonNode others = keywords.take("additionalProperties");
        if (properties.isEmpty()) {
            return map(others);
        }
        return bracketed("{", first(List.copyOf(properties.entrySet()), required), "}");
    }

    private Map<String, JsonNode> properties() {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        JsonNode listed = keywords.take("properties");
        if (listed != null && !listed.isObject()) {
            throw place.wrong("properties must be an object");
        }
        if (listed != null) {
            listed.fields().forEachRemaining(entry -> properties.put(entry.getKey(), entry.getValue()));
        }
        return properties;
    }

    /** What is required and not described may be anything. */
    private Set<String> required(Map<String, JsonNode> properties) {
        Set<String> required = new LinkedHashSet<>();
        JsonNode names = keywords.take("required");
        if (names != null) {
            if (!names.isArray()) {
                throw place.wrong("required must be an array of names");
            }
            names.forEach(name -> required.add(name.asText()));
            required.forEach(name -> properties.putIfAbsent(name, BooleanNode.TRUE));
        }
        return required;
    }

    private Rule map(@Nullable JsonNode values) {
        if (values == null || values.isBoolean()) {
            return values != null && !values.booleanValue() ? Rule.literal("{}") : Rule.reference("any-object");
        }
        Rule value = compiler.compile(values, place.in("additionalProperties"));
        Rule member = Rule.sequence(Rule.reference("string"), Rule.literal(": "), value);
        return bracketed("{", list(member, 0, Rule.UNBOUNDED), "}");
    }

    /**
     * The members from the front on. Before the first one stands no comma, and any of the optional ones at the front may be
     * the first: first(i) = member(i) rest(i+1) | first(i+1), where member(i) may be left out.
     */
    private Rule first(List<Map.Entry<String, JsonNode>> members, Set<String> required) {
        Rule first = Rule.literal("");
        Rule rest = Rule.literal("");
        for (int i = members.size() - 1; i >= 0; i--) {
            String name = members.get(i).getKey();
            Rule value = compiler.compile(members.get(i).getValue(), place.in("properties", name));
            Rule member = named("member", i, Rule.sequence(Rule.literal(TextNode.valueOf(name) + ": "), value));
            Rule after = named("rest", i, rest);
            Rule begun = Rule.sequence(member, after);
            Rule next = Rule.sequence(BETWEEN, member);
            boolean needed = required.contains(name);
            first = needed ? begun : Rule.choice(begun, named("first", i, first));
            rest = Rule.sequence(needed ? next : Rule.optional(next), after);
        }
        return first;
    }

    /** What is used twice is compiled once. */
    private Rule named(String what, int number, Rule rule) {
        String name = place.pointer() + " " + what + " " + number;
        rules.put(name, rule);
        return Rule.reference(name);
    }

    private static Rule list(Rule item, int least, int most) {
        if (most == 1) {
            return least == 1 ? item : Rule.optional(item);
        }
        Rule more = Rule.repeat(
                Rule.sequence(BETWEEN, item), Math.max(0, least - 1), most == Rule.UNBOUNDED ? most : most - 1);
        Rule all = Rule.sequence(item, more);
        return least == 0 ? Rule.optional(all) : all;
    }

    private static Rule bracketed(String open, Rule inside, String close) {
        return Rule.sequence(Rule.literal(open), inside, Rule.literal(close));
    }
}
