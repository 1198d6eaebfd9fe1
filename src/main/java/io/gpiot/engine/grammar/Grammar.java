package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Constraint;
import io.gpiot.engine.ConstraintFactory;
import io.gpiot.engine.Vocabulary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A context-free grammar for answers. As text:
 *
 * <pre>{@code
 * # The rule named root is the whole answer.
 * root ::= item{1,8}
 * item ::= "- " name (" = " number)? "\n"
 * name ::= [a-zA-Z_] [a-zA-Z0-9_]{0,30}
 * number ::= "-"? [0-9]+ | "(" number ")"
 * }</pre>
 *
 * Literals and classes know the escapes {@code \n \t \r \" \\ \] \[ \- \^ \xHH \}{@code u{HHHH}}; {@code [^...]} is any
 * character but these, the newline included. Rules may recurse, but not at their beginning.
 *
 * <p>Its constraint allows exactly the tokens after which the text can still be finished. Where the vocabulary has every
 * single byte as a token, as byte-level ones do, a row therefore never runs into a dead end. An end token is allowed
 * exactly where the text so far matches the whole grammar. Control tokens other than end tokens are never allowed.
 *
 * <p>Instances are immutable and may be shared between threads; what was computed for one row serves all others, so keep
 * a grammar that is used again.
 */
public final class Grammar implements ConstraintFactory {

    /** The rule that the whole answer has to match. */
    public static final String START = "root";

    private final Map<String, Rule> rules;
    private final Compiler.Program program;
    private final PerVocabulary<Masks> masks = new PerVocabulary<>();

    private Grammar(Map<String, Rule> rules) {
        this.rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
        if (!rules.containsKey(START)) {
            throw GpiotException.user("a grammar needs a rule named '" + START + "'; the rules are "
                    + (rules.isEmpty() ? "none" : String.join(", ", rules.keySet())));
        }
        this.program = Compiler.compile(this.rules, START, new GrammarCheck(this.rules));
    }

    /** @throws GpiotException USER naming line and column, or the rule, that is wrong */
    public static Grammar parse(String text) {
        return new Grammar(new GrammarParser(text).parse());
    }

    /** @throws GpiotException USER naming the rule that is wrong */
    public static Grammar of(Map<String, Rule> rules) {
        return new Grammar(rules);
    }

    /** A grammar of one rule without references. */
    public static Grammar of(Rule root) {
        return new Grammar(Map.of(START, root));
    }

    public Map<String, Rule> rules() {
        return rules;
    }

    @Override
    public Constraint start(Vocabulary vocabulary) {
        return new GrammarConstraint(vocabulary, masks(vocabulary));
    }

    Masks masks(Vocabulary vocabulary) {
        return masks.get(vocabulary, v -> masks(v, Automaton.MOST_STATES));
    }

    Masks masks(Vocabulary vocabulary, int mostStates) {
        VocabularyIndex index = VocabularyIndex.of(vocabulary);
        return new Masks(new Automaton(program, index.tiers().size(), mostStates), index);
    }
}
