package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import java.util.List;

/** What a piece of text may look like. Build rules with the methods here, then {@link Grammar#of}. */
public sealed interface Rule {

    /** No upper limit of a repeat. */
    int UNBOUNDED = Integer.MAX_VALUE;

    /** Exactly this text; may be empty. */
    record Literal(String text) implements Rule {
        public Literal {
            if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                throw GpiotException.user("a literal must not hold half a surrogate pair");
            }
        }
    }

    /** One character of the set. */
    record OneOf(CharacterSet characters) implements Rule {
        public OneOf {
            if (characters.isEmpty()) {
                throw GpiotException.user("a character class must hold at least one character");
            }
        }
    }

    /** Any one of the alternatives. */
    record Choice(List<Rule> alternatives) implements Rule {
        public Choice {
            alternatives = List.copyOf(alternatives);
            if (alternatives.isEmpty()) {
                throw GpiotException.user("a choice needs at least one alternative");
            }
        }
    }

    /** All parts in order. */
    record Sequence(List<Rule> parts) implements Rule {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** The body, at least {@code min} and at most {@code max} times; {@link #UNBOUNDED} is no limit. */
    record Repeat(Rule body, int min, int max) implements Rule {
        public Repeat {
            if (min < 0 || max < 1 || min > max) {
                throw GpiotException.user("a repeat needs 0 <= min <= max and max >= 1, was {" + min + "," + max + "}");
            }
        }
    }

    /** The rule of that name. */
    record Reference(String name) implements Rule {}

    static Rule literal(String text) {
        return new Literal(text);
    }

    static Rule oneOf(CharacterSet characters) {
        return new OneOf(characters);
    }

    /** One character of the string. */
    static Rule oneOf(String characters) {
        return new OneOf(CharacterSet.of(characters));
    }

    /** One character that is not in the string. */
    static Rule noneOf(String characters) {
        return new OneOf(CharacterSet.of(characters).negate());
    }

    static Rule choice(List<? extends Rule> alternatives) {
        return new Choice(List.copyOf(alternatives));
    }

    static Rule choice(Rule... alternatives) {
        return new Choice(List.of(alternatives));
    }

    /** One of these texts. */
    static Rule anyOf(List<String> texts) {
        return choice(texts.stream().map(Rule::literal).toList());
    }

    static Rule sequence(List<? extends Rule> parts) {
        return new Sequence(List.copyOf(parts));
    }

    static Rule sequence(Rule... parts) {
        return new Sequence(List.of(parts));
    }

    static Rule repeat(Rule body, int min, int max) {
        return new Repeat(body, min, max);
    }

    static Rule optional(Rule body) {
        return new Repeat(body, 0, 1);
    }

    static Rule reference(String name) {
        return new Reference(name);
    }
}
