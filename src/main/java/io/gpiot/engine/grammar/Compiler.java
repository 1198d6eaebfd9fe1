package io.gpiot.engine.grammar;

import io.gpiot.engine.grammar.CharacterSet.Range;
import io.gpiot.engine.grammar.Node.Arc;
import io.gpiot.engine.grammar.Rule.Choice;
import io.gpiot.engine.grammar.Rule.Literal;
import io.gpiot.engine.grammar.Rule.OneOf;
import io.gpiot.engine.grammar.Rule.Reference;
import io.gpiot.engine.grammar.Rule.Repeat;
import io.gpiot.engine.grammar.Rule.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns rules into nodes over UTF-8 bytes. */
final class Compiler {

    /**
     * A compiled grammar.
     *
     * @param rules first node of each rule, then the loops
     * @param start number of the rule to begin with
     * @param end where a rule ends
     * @param classOf for each byte the number of its class: the grammar treats bytes of one class alike
     * @param classes how many classes there are
     */
    @SuppressWarnings("ArrayRecordComponent") // read only, and never compared
    record Program(List<Node> rules, int start, Node end, int[] classOf, int classes) {}

    /** The last character of 1, 2, 3 and 4 bytes, and what their first bytes begin with. */
    private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};

    private static final int[] LEAD = {0x00, 0xC0, 0xE0, 0xF0};
    private static final int CONTINUATION = 0x80;

    private final GrammarCheck check;
    private final List<String> names;
    private final BitSet borders = new BitSet();
    private final List<Node> loops = new ArrayList<>();
    /** Equal repeats share one loop, wherever they stand: so they share what is computed for it. */
    private final Map<Repeat, Integer> loopNumbers = new HashMap<>();

    private int ids;
    private final Node end = new Node.Return(ids++);

    private Compiler(GrammarCheck check, List<String> names) {
        this.check = check;
        this.names = names;
    }

    static Program compile(Map<String, Rule> rules, String start, GrammarCheck check) {
        Compiler compiler = new Compiler(check, List.copyOf(rules.keySet()));
        List<Node> nodes = new ArrayList<>();
        rules.values().forEach(rule -> nodes.add(compiler.compile(rule, compiler.end)));
        nodes.addAll(compiler.loops);
        int[] classOf = new int[256];
        int last = 0;
        for (int b = 0; b < classOf.length; b++) {
            last += b > 0 && compiler.borders.get(b) ? 1 : 0;
            classOf[b] = last;
        }
        return new Program(nodes, compiler.names.indexOf(start), compiler.end, classOf, last + 1);
    }

    private Node compile(Rule rule, Node next) {
        return switch (rule) {
            case Literal(String text) -> literal(text.getBytes(StandardCharsets.UTF_8), next);
            case OneOf(CharacterSet characters) -> new Node.Bytes(ids++, characterArcs(characters, next));
            case Choice(List<Rule> alternatives) ->
                new Node.Fork(
                        ids++,
                        alternatives.stream().map(part -> compile(part, next)).toList());
            case Sequence(List<Rule> parts) -> {
                Node node = next;
                for (Rule part : parts.reversed()) {
                    node = compile(part, node);
                }
                yield node;
            }
            case Repeat repeat -> repeat(repeat, next);
            case Reference(String name) -> new Node.Call(ids++, names.indexOf(name), next);
        };
    }

    private Node repeat(Repeat repeat, Node next) {
        // An empty turn adds nothing to the text but counts: where the body can be empty, any number of turns is
        // enough.
        int min = check.canBeEmpty(repeat.body()) ? 0 : repeat.min();
        if (repeat.max() == 1) {
            Node once = compile(repeat.body(), next);
            return min == 1 ? once : new Node.Fork(ids++, List.of(once, next));
        }
        Integer number = loopNumbers.get(repeat);
        if (number == null) {
            Node body = compile(repeat.body(), end);
            number = names.size() + loops.size();
            loops.add(new Node.Loop(ids++, body, min, repeat.max()));
            loopNumbers.put(repeat, number);
        }
        return new Node.Call(ids++, number, next);
    }

    private Node literal(byte[] bytes, Node next) {
        Node node = next;
        for (int i = bytes.length - 1; i >= 0; i--) {
            node = new Node.Bytes(ids++, List.of(arc(bytes[i] & 0xFF, bytes[i] & 0xFF, node)));
        }
        return node;
    }

    private List<Arc> characterArcs(CharacterSet characters, Node next) {
        List<Arc> arcs = new ArrayList<>();
        for (Range range : characters.ranges()) {
            int first = 0;
            for (int more = 0; more < LAST_OF_LENGTH.length; more++) {
                int from = Math.max(range.from(), first);
                int to = Math.min(range.to(), LAST_OF_LENGTH[more]);
                if (from <= to) {
                    arcs.addAll(arcs(from, to, more, LEAD[more], next));
                }
                first = LAST_OF_LENGTH[more] + 1;
            }
        }
        return arcs;
    }

    /**
     * Arcs for the numbers {@code from..to}, written as one byte (its prefix bits given) and {@code more} continuation
     * bytes of 6 bits. The range falls into a middle where the rest is free, and at most one byte on either side where
     * it is not.
     */
    private List<Arc> arcs(int from, int to, int more, int prefix, Node next) {
        if (more == 0) {
            return List.of(arc(prefix | from, prefix | to, next));
        }
        int bits = 6 * more;
        int mask = (1 << bits) - 1;
        int low = from >> bits;
        int high = to >> bits;
        if (low == high) {
            return List.of(arc(prefix | low, prefix | low, rest(from & mask, to & mask, more, next)));
        }
        List<Arc> arcs = new ArrayList<>();
        if ((from & mask) != 0) {
            arcs.add(arc(prefix | low, prefix | low, rest(from & mask, mask, more, next)));
            low++;
        }
        Arc last = null;
        if ((to & mask) != mask) {
            last = arc(prefix | high, prefix | high, rest(0, to & mask, more, next));
            high--;
        }
        if (low <= high) {
            arcs.add(arc(prefix | low, prefix | high, rest(0, mask, more, next)));
        }
        if (last != null) {
            arcs.add(last);
        }
        return arcs;
    }

    private Node rest(int from, int to, int more, Node next) {
        return new Node.Bytes(ids++, arcs(from, to, more - 1, CONTINUATION, next));
    }

    private Arc arc(int from, int to, Node next) {
        borders.set(from);
        borders.set(to + 1);
        return new Arc(from, to, next);
    }
}
