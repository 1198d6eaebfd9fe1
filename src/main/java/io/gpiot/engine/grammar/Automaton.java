package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.grammar.Compiler.Program;
import io.gpiot.engine.grammar.State.Place;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program at work on one vocabulary: states, made when first met and kept, and the tokens that each allows. When too
 * much was kept it forgets everything and begins a new generation. Not thread-safe: users synchronise on it.
 */
final class Automaton {

    static final int MOST_STATES = 50_000;
    private static final long MOST_MASK_BYTES = 64L << 20;
    /** More ways at once to read a text than any sensible grammar has. */
    private static final int MOST_PLACES = 20_000;

    private record FrameContent(int waiting, int mustRun, int mayRun, int below) {}

    /** A node to go on at. The topmost {@code fresh} frames were pushed since the last byte. */
    private record Step(Node node, Frame frame, int fresh) {}

    private record Visit(int node, int frame, int fresh) {}

    private final Program program;
    private final VocabularyIndex vocabulary;
    private final int mostStates;
    private final Map<FrameContent, Frame> frames = new HashMap<>();
    private final Map<LongBuffer, State> states = new HashMap<>();
    private int generation;
    private long maskBytes;
    private int walks;

    Automaton(Program program, VocabularyIndex vocabulary, int mostStates) {
        this.mostStates = mostStates;
        this.program = program;
        this.vocabulary = vocabulary;
    }

    /** The state of the empty text. */
    State start() {
        return closure(List.of(new Step(program.rules().get(program.start()), Frame.BOTTOM, 0)));
    }

    /** The same state in the present generation. Call it before work on a state that was kept outside. */
    State current(State state) {
        if (states.size() > mostStates || maskBytes > MOST_MASK_BYTES) {
            states.clear();
            frames.clear();
            maskBytes = 0;
            generation++;
        }
        return state.generation == generation ? state : rebuilt(state, Rule.UNBOUNDED);
    }

    State next(State state, byte value) {
        int group = program.classOf()[value & 0xFF];
        State known = state.next[group];
        if (known != null) {
            return known;
        }
        List<Step> steps = new ArrayList<>();
        for (Place place : state.places) {
            for (Node.Arc arc : place.node().arcs()) {
                if (arc.from() <= (value & 0xFF) && (value & 0xFF) <= arc.to()) {
                    steps.add(new Step(arc.next(), place.frame(), 0));
                }
            }
        }
        State next = closure(steps);
        state.next[group] = next;
        return next;
    }

    /** The tokens that may come next, end tokens included. */
    BitSet allowed(State state) {
        BitSet allowed = new BitSet(vocabulary.size());
        if (state.accepts) {
            allowed.or(vocabulary.endTokens());
        }
        for (int tier = 0; tier < vocabulary.tiers().size(); tier++) {
            tierAllowed(state, tier).addTo(allowed);
        }
        return allowed;
    }

    /** How many times a tier of the vocabulary was walked. */
    int walks() {
        return walks;
    }

    int tiers() {
        return vocabulary.tiers().size();
    }

    private TokenSet tierAllowed(State state, int tier) {
        TokenTrie trie = vocabulary.tiers().get(tier);
        State merged = state.merged[tier];
        if (merged == null) {
            merged = rebuilt(state, trie.longest());
            state.merged[tier] = merged;
        }
        TokenSet allowed = merged.allowed[tier];
        if (allowed == null) {
            allowed = new TokenSet(trie.allowed(this, merged), vocabulary.size());
            merged.allowed[tier] = allowed;
            maskBytes += allowed.size();
            walks++;
        }
        return allowed;
    }

    /**
     * The state with all counters above {@code reach} taken as endless. Every turn of a loop takes at least a byte, so
     * within {@code reach} bytes neither form runs out of turns, and neither has made the turns that it must.
     */
    private State rebuilt(State state, int reach) {
        Set<Place> places = new HashSet<>();
        for (Place place : state.places) {
            places.add(new Place(place.node(), rebuilt(place.frame(), reach)));
        }
        return keep(places, state.accepts);
    }

    private Frame rebuilt(Frame frame, int reach) {
        List<Frame> stack = new ArrayList<>();
        for (Frame f = frame; f.below() != null; f = f.below()) {
            stack.add(f);
        }
        Frame rebuilt = Frame.BOTTOM;
        for (Frame f : stack.reversed()) {
            if (f.waiting() != null) {
                rebuilt = push(f.waiting(), merge(f.mustRun(), reach), merge(f.mayRun(), reach), rebuilt);
            }
        }
        return rebuilt;
    }

    private static int merge(int turns, int reach) {
        return turns > reach ? Rule.UNBOUNDED : turns;
    }

    private Frame push(Node waiting, int mustRun, int mayRun, Frame below) {
        return frames.computeIfAbsent(
                new FrameContent(waiting.id(), mustRun, mayRun, below.id()),
                content -> new Frame(frames.size() + 1, waiting, mustRun, mayRun, below));
    }

    /** Follows everything that takes no byte. */
    private State closure(List<Step> begin) {
        ArrayDeque<Step> open = new ArrayDeque<>(begin);
        Set<Visit> visited = new HashSet<>();
        Set<Place> places = new HashSet<>();
        boolean accepts = false;
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (!visited.add(new Visit(step.node.id(), step.frame.id(), step.fresh))) {
                continue;
            }
            switch (step.node) {
                case Node.Bytes bytes -> places.add(new Place(bytes, step.frame));
                case Node.Fork fork -> fork.ways().forEach(way -> open.push(new Step(way, step.frame, step.fresh)));
                case Node.Call call -> open.push(called(call, step));
                case Node.Loop loop -> turn(loop, loop.min(), loop.max(), new Step(loop, step.frame, step.fresh), open);
                case Node.Return end -> accepts |= returned(step, open);
            }
            if (places.size() > MOST_PLACES) {
                throw GpiotException.user("the grammar can read this text in more than " + MOST_PLACES
                        + " ways at once; make its alternatives and repeats less ambiguous");
            }
        }
        return keep(places, accepts);
    }

    private Step called(Node.Call call, Step step) {
        Node rule = program.rules().get(call.rule());
        // A call at a rule's end needs no frame: so right recursion stays flat.
        return call.next() == program.end()
                ? new Step(rule, step.frame, step.fresh)
                : new Step(rule, push(call, 0, 0, step.frame), step.fresh + 1);
    }

    private void turn(Node.Loop loop, int must, int may, Step at, ArrayDeque<Step> open) {
        if (must == 0) {
            open.push(new Step(loop.next(), at.frame, at.fresh));
        }
        if (may > 0) {
            open.push(new Step(loop.body(), push(loop, less(must), less(may), at.frame), at.fresh + 1));
        }
    }

    private static int less(int turns) {
        return turns == Rule.UNBOUNDED || turns == 0 ? turns : turns - 1;
    }

    /** @return whether this is the end of the whole grammar */
    private boolean returned(Step step, ArrayDeque<Step> open) {
        Frame frame = step.frame;
        Frame below = frame.below();
        if (below == null || frame.waiting() == null) {
            return true;
        }
        boolean fresh = step.fresh > 0;
        Step at = new Step(step.node, below, fresh ? step.fresh - 1 : 0);
        switch (frame.waiting()) {
            case Node.Call call -> open.push(new Step(call.next(), at.frame, at.fresh));
            case Node.Loop loop -> {
                // A turn that took no byte leads nowhere new.
                if (!fresh) {
                    turn(loop, frame.mustRun(), frame.mayRun(), at, open);
                }
            }
            case Node.Bytes b -> throw unreachable(b);
            case Node.Fork f -> throw unreachable(f);
            case Node.Return r -> throw unreachable(r);
        }
        return false;
    }

    private static IllegalStateException unreachable(Node node) {
        return new IllegalStateException(
                "only calls and loops wait, not " + node.getClass().getSimpleName());
    }

    private State keep(Set<Place> places, boolean accepts) {
        long[] key = new long[places.size() + 1];
        key[0] = accepts ? -1 : -2;
        int i = 1;
        for (Place place : places) {
            key[i++] = ((long) place.node().id() << 32) | place.frame().id();
        }
        Arrays.sort(key);
        return states.computeIfAbsent(
                LongBuffer.wrap(key),
                content -> new State(
                        List.copyOf(places),
                        accepts,
                        generation,
                        program.classes(),
                        vocabulary.tiers().size()));
    }
}
