package io.gpiot.app.web.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.Constraint;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.engine.grammar.Grammar;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaTest {

    private static final int END = 256;

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (Exception e) {
            throw new AssertionError(json, e);
        }
    }

    private static Grammar grammar(String schema) {
        return JsonSchema.grammar(read(schema.replace('\'', '"')));
    }

    private static boolean allows(Grammar grammar, String text) {
        Constraint constraint = grammar.start(ScriptedModel.BYTES);
        for (byte one : text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)) {
            if (!allowed(constraint).get(one & 0xff)) {
                return false;
            }
            constraint.accept(one & 0xff);
        }
        return constraint.complete() || allowed(constraint).get(END);
    }

    private static BitSet allowed(Constraint constraint) {
        BitSet allowed = new BitSet(END + 1);
        allowed.set(0, END + 1);
        constraint.restrict(allowed);
        return allowed;
    }

    private static String written(Grammar grammar, int seed) {
        Request request = Request.of(List.of(Message.user("go")), Sampling.of(1, 1, seed), 10_000)
                .withConstraint(grammar);
        return ScriptedModel.babbling().generate(request).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'string'} | 'a\\n\\u001fé' | a",
                "{'type':'string','minLength':2,'maxLength':3} | 'ab' | 'abcd'",
                "{'type':'string','maxLength':0} | '' | 'a'",
                "{'type':'string','format':'date'} | '2024-02-29' | '2024-13-01'",
                "{'type':'string','format':'date-time'} | '2024-02-29T23:59:59Z' | '2024-02-29'",
                "{'type':'string','format':'uuid'} | '00000000-0000-0000-0000-00000000000f' | '0'",
                "{'type':'integer'} | -12 | 1.5",
                "{'type':'integer','minimum':0} | 0 | -1",
                "{'type':'number'} | -0.5e-3 | 01",
                "{'type':['integer','null']} | null | true",
                "{'enum':['a',1,null]} | 1 | 2",
                "{'type':'string','enum':['a',1]} | 'a' | 1",
                "{'const':{'a':[1]}} | {'a':[1]} | {}",
                "{'anyOf':[{'type':'boolean'},{'const':'no'}]} | 'no' | 'yes'",
                "{'allOf':[{'type':'boolean'}]} | true | 1",
                "{'type':'array','items':{'type':'integer'}} | [1, 2, 3] | [1,2]",
                "{'type':'array','items':{'type':'integer'},'minItems':2,'maxItems':3} | [1, 2] | [1, 2, 3, 4]",
                "{'type':'array','items':{},'maxItems':1} | [{'a': null}] | [1, 2]",
                "{'type':'array','items':{},'minItems':1,'maxItems':1} | [1] | []",
                "{'type':'array','items':{},'maxItems':0} | [] | [1]",
                "{'type':'object'} | {'a': {'b': [1, '']}} | []",
                "{'properties':{'a':{'type':'integer'}}} | {} | {'b': 1}",
                "{'type':'object','additionalProperties':{'type':'integer'}} | {'x': 1, 'y': 2} | {'x': 'y'}",
                "{'type':'object','additionalProperties':false} | {} | {'a': 1}",
                "{'type':'object','required':['a']} | {'a': [1]} | {}",
                "{} | [true] | tru",
                "true | 1 | 1 1",
                "{'$ref':'#/$defs/a~1b','$defs':{'a/b':{'const':5}}} | 5 | 6"
            })
    void grammarAllowsWhatFitsAndNothingElse(String schema, String fits, String doesNot) {
        Grammar grammar = grammar(schema);
        assertTrue(allows(grammar, fits), fits);
        assertFalse(allows(grammar, doesNot), doesNot);
    }

    @Test
    void optionalMembersMayBeLeftOutAnywhere() {
        Grammar grammar = grammar("{'type':'object','required':['b'],'properties':{'a':{'const':1},'b':{'const':2},"
                + "'c':{'const':3},'d':{'const':4}}}");
        for (String fits :
                List.of("{'b': 2}", "{'a': 1, 'b': 2}", "{'b': 2, 'd': 4}", "{'a': 1, 'b': 2, 'c': 3, 'd': 4}")) {
            assertTrue(allows(grammar, fits), fits);
        }
        for (String not :
                List.of("{}", "{'a': 1}", "{'b': 2, 'a': 1}", "{, 'b': 2}", "{'b': 2, }", "{'b': 2, 'b': 2}")) {
            assertFalse(allows(grammar, not), not);
        }
    }

    @Test
    void schemaMayHoldItself() {
        Grammar tree = grammar("{'type':'object','required':['name'],'properties':{'name':{'type':'string'},"
                + "'parts':{'type':'array','items':{'$ref':'#'}}}}");
        assertTrue(allows(tree, "{'name': 'a', 'parts': [{'name': 'b', 'parts': []}, {'name': 'c'}]}"));
        assertFalse(allows(tree, "{'name': 'a', 'parts': [{'parts': []}]}"));
    }

    @Test
    void whatIsWrittenUnderASchemaIsJsonThatFits() {
        Grammar grammar = grammar("{'type':'object','additionalProperties':false,'required':['name','rate','bands'],"
                + "'properties':{'name':{'type':'string','maxLength':20},'rate':{'type':'number','minimum':0},"
                + "'unit':{'enum':['Hz','kHz']},'bands':{'type':'array','maxItems':4,'items':{'type':'object',"
                + "'required':['low'],'properties':{'low':{'type':'integer'},'high':{'type':['integer','null']}}}}}}");
        for (int seed = 0; seed < 200; seed++) {
            JsonNode value = read(written(grammar, seed));
            assertTrue(value.path("name")
                            .textValue()
                            .codePointCount(0, value.path("name").textValue().length())
                    <= 20);
            assertTrue(value.path("rate").doubleValue() >= 0);
            assertTrue(!value.has("unit")
                    || List.of("Hz", "kHz").contains(value.path("unit").asText()));
            value.path("bands").forEach(band -> assertTrue(band.path("low").isIntegralNumber()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'string','pattern':'a'} | pattern",
                "{'properties':{'a':{'type':'integer','multipleOf':2}}} | #/properties/a",
                "{'type':'integer','minimum':3} | minimum",
                "{'type':'string','format':'email'} | email",
                "{'oneOf':[{}]} | oneOf",
                "{'anyOf':[]} | anyOf",
                "{'anyOf':[{}],'type':'string'} | type",
                "{'type':'strin'} | strin",
                "{'type':5} | type",
                "{'type':'array','items':5} | #/items",
                "{'type':'array','minItems':3,'maxItems':2} | minItems",
                "{'type':'string','minLength':-1} | minLength",
                "{'enum':[]} | enum",
                "{'$ref':'#/nowhere'} | nowhere",
                "{'$ref':'http://x/y'} | http",
                "{'$ref':'#'} | recur",
                "{'required':['a'],'properties':{'a':{'$ref':'#'}}} | end",
                "false | false",
                "7 | schema"
            })
    void whatCannotBeFollowedIsNamed(String schema, String named) {
        GpiotException refused = assertThrows(GpiotException.class, () -> grammar(schema));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }

    @Test
    void endlessSchemasAreRefused() {
        String deep = "{'items':".repeat(100) + "{}" + "}".repeat(100);
        assertThrows(GpiotException.class, () -> grammar(deep));
        StringBuilder wide = new StringBuilder("{'anyOf':[{}");
        wide.append(",{'const':1}".repeat(3_000)).append("]}");
        assertThrows(GpiotException.class, () -> grammar(wide.toString()));
    }
}
