package io.gpiot.app.web.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Resources;
import io.gpiot.engine.grammar.Grammar;
import io.gpiot.engine.grammar.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compiles a schema. What the grammar allows always fits the schema; not all that fits is allowed: members come in the schema's
 * order, on one line, and objects with listed members have no others.
 */
public final class JsonSchema {

    /** They say something to people, and nothing about what fits. */
    private static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "description",
            "default",
            "example",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$schema",
            "$id",
            "$comment",
            "$defs",
            "definitions");

    private static final int DEEPEST = 64;
    private static final int MOST_PARTS = 2_000;

    private final JsonNode root;
    private final Map<String, Rule> rules;
    private final Map<String, String> references = new HashMap<>();
    private int parts;

    private JsonSchema(JsonNode root) {
        this.root = root;
        this.rules = new LinkedHashMap<>(
                Grammar.parse(Resources.text(JsonSchema.class, "json.grammar")).rules());
    }

    /** @throws GpiotException USER that names the place and the keyword, where the schema is wrong or not of the subset */
    public static Grammar grammar(JsonNode schema) {
        JsonSchema compiler = new JsonSchema(schema);
        compiler.rules.put(Grammar.START, Rule.reference(compiler.referenced("#", "#")));
        return Grammar.of(compiler.rules);
    }

    /** A place in the schema. */
    record Place(String pointer, int depth) {
        Place in(String... steps) {
            return new Place(pointer + "/" + String.join("/", steps), depth + 1);
        }

        GpiotException wrong(String what) {
            return GpiotException.user("the schema, at " + pointer + ": " + what);
        }
    }

    Rule compile(JsonNode schema, Place place) {
        if (++parts > MOST_PARTS || place.depth() > DEEPEST) {
            throw place.wrong("it is too large: at most " + MOST_PARTS + " parts, " + DEEPEST + " deep");
        }
        if (schema.isBoolean() && schema.booleanValue()) {
            return Rule.reference("any");
        }
        if (!(schema instanceof ObjectNode object)) {
            throw place.wrong("a schema must be an object" + (schema.isBoolean() ? ", and false fits nothing" : ""));
        }
        Keywords keywords = new Keywords(object, ANNOTATIONS, place);
        Rule rule = choose(keywords, place);
        keywords.refuseOthers();
        return rule;
    }

    private Rule choose(Keywords keywords, Place place) {
        JsonNode reference = keywords.take("$ref");
        if (reference != null) {
            return Rule.reference(referenced(reference.asText(), place.pointer()));
        }
        JsonNode constant = keywords.take("const");
        if (constant != null) {
            keywords.take("type");
            return Rule.literal(constant.toString());
        }
        JsonNode values = keywords.take("enum");
        if (values != null) {
            return Values.oneOf(values, keywords.take("type"), place);
        }
        JsonNode any = keywords.take("anyOf");
        if (any != null) {
            return alternatives(any, place.in("anyOf"));
        }
        JsonNode all = keywords.take("allOf");
        if (all != null) {
            if (!all.isArray() || all.size() != 1) {
                throw place.wrong("allOf is supported with one schema only");
            }
            return compile(all.get(0), place.in("allOf", "0"));
        }
        return typed(keywords, place);
    }

    private Rule alternatives(JsonNode schemas, Place place) {
        if (!schemas.isArray() || schemas.isEmpty()) {
            throw place.wrong("it must be an array of schemas");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < schemas.size(); i++) {
            rules.add(compile(schemas.get(i), place.in(String.valueOf(i))));
        }
        return Rule.choice(rules);
    }

    private Rule typed(Keywords keywords, Place place) {
        JsonNode type = keywords.take("type");
        if (type == null) {
            return keywords.has("properties")
                    ? type("object", keywords, place)
                    : keywords.has("items") ? type("array", keywords, place) : Rule.reference("any");
        }
        if (type.isTextual()) {
            return type(type.textValue(), keywords, place);
        }
        if (!type.isArray() || type.isEmpty()) {
            throw place.wrong("type must be a name or names, was " + type);
        }
        List<Rule> rules = new ArrayList<>();
        for (JsonNode one : type) {
            rules.add(type(one.asText(), keywords, place));
        }
        return Rule.choice(rules);
    }

    private Rule type(String name, Keywords keywords, Place place) {
        return switch (name) {
            case "object" -> new Containers(this, rules, keywords, place).object();
            case "array" -> new Containers(this, rules, keywords, place).array();
            case "string" -> Values.string(keywords, place);
            case "integer" -> Values.signed(keywords, place, "integer", "natural");
            case "number" -> Values.signed(keywords, place, "number", "positive-number");
            case "boolean", "null" -> Rule.reference(name);
            default -> throw place.wrong("there is no type '" + name + "'");
        };
    }

    /** The rule of a place in this schema; it may lead to itself. */
    private String referenced(String reference, String from) {
        String known = references.get(reference);
        if (known != null) {
            return known;
        }
        String name = "ref " + reference;
        references.put(reference, name);
        if (!reference.startsWith("#")) {
            throw new Place(from, 0)
                    .wrong("$ref must lead to a place of this schema, such as #/$defs/name, was '" + reference + "'");
        }
        JsonNode target;
        try {
            target = root.at(JsonPointer.compile(reference.substring(1)));
        } catch (IllegalArgumentException e) {
            throw new Place(from, 0).wrong("$ref '" + reference + "' is no pointer");
        }
        if (target.isMissingNode()) {
            throw new Place(from, 0).wrong("$ref leads nowhere: '" + reference + "'");
        }
        rules.put(name, compile(target, new Place(reference, references.size())));
        return name;
    }
}
