package io.gpiot.engine.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarParserTest {

    @Test
    void everyConstructOfTheLanguageBecomesItsRule() {
        Map<String, Rule> rules = Grammar.parse("""
                # a comment
                root ::= "a\\"\\n" [b-d\\]] | other{2,3}   # another
                  | ( "x" other )* other? other+ other{4} other{5,}
                other ::= [^\\n-] [\\x41\\u{1F600}] ""
                """).rules();
        Rule other = Rule.reference("other");
        assertEquals(
                Rule.choice(
                        Rule.sequence(
                                Rule.literal("a\"\n"),
                                Rule.oneOf(CharacterSet.range('b', 'd').or(CharacterSet.of("]")))),
                        Rule.repeat(other, 2, 3),
                        Rule.sequence(
                                Rule.repeat(Rule.sequence(Rule.literal("x"), other), 0, Rule.UNBOUNDED),
                                Rule.optional(other),
                                Rule.repeat(other, 1, Rule.UNBOUNDED),
                                Rule.repeat(other, 4, 4),
                                Rule.repeat(other, 5, Rule.UNBOUNDED))),
                rules.get("root"));
        assertEquals(Rule.sequence(Rule.noneOf("\n-"), Rule.oneOf("A😀"), Rule.literal("")), rules.get("other"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', textBlock = """
            start ::= "a"                   § needs a rule named 'root'
            root ::= one                    § 'root' uses 'one', which is not defined
            root ::= root "a" | "a"         § 'root' is left-recursive (root -> root)
            root ::= "x" a  a ::= b? c  b ::= "b"  c ::= a "c" | "c" § 'a' is left-recursive (a -> c -> a)
            root ::= "x" root               § 'root' can never end
            root ::= "x" | | "y"            § line 1, column 16: expected a literal
            root ::= "x                     § lacks its closing "
            root ::= [a-                    § lacks its closing ]
            root ::= [z-a]                  § falls instead of rising
            root ::= []                     § at least one character
            root ::= ("a"                   § expected ')'
            root ::= "a"{3,2}               § was {3,2}
            root ::= "\\q"                  § unknown escape \\q
            root ::= "\\u{D800}"            § hexadecimal
            root ::= "a" root ::= "b"       § defined twice
            root = "a"                      § expected '::='
            """)
    void aWrongGrammarIsRefusedWithWhatIsWrong(String text, String message) {
        GpiotException refused = assertThrows(GpiotException.class, () -> Grammar.parse(text.replace("\\\\", "\\")));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(
                refused.getMessage().contains(message.replace("\\\\", "\\")),
                () -> "message was: " + refused.getMessage());
    }

    @Test
    void aCharacterSetAndItsNegationShareNothingAndLeaveOnlySurrogatesOut() {
        CharacterSet set = CharacterSet.of("zebra漢").or(CharacterSet.range('0', '9'));
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            boolean in = set.contains(c);
            assertEquals(!surrogate && !in, set.negate().contains(c));
        }
    }
}
