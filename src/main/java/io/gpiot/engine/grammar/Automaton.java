package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.grammar.Compiler.Program;
import io.gpiot.engine.grammar.State.Place;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program at work: states, made when first met and kept. When too much was kept it forgets everything and begins a new
 * generation. Not thread-safe.
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
    private final int tiers;
    private final int mostStates;
    private final Map<FrameContent, Frame> frames = new HashMap<>();
    private final Map<LongBuffer, State> states = new HashMap<>();
    private int generation;
    private long maskBytes;

    Automaton(Program program, int tiers, int mostStates) {
        this.mostStates = mostStates;
        this.program = program;
        this.tiers = tiers;
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
        return state.generation == generation ? state : rebuilt(state);
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

    /** The state of being at this place only, with all counters above {@code reach} taken as endless. */
    State at(Place place, int reach) {
        return keep(Set.of(new Place(place.node(), rebuilt(place.frame(), reach))), false, false);
    }

    /** The same without what is below the topmost frame. */
    State cutOff(Place place, int reach) {
        Frame top = place.frame();
        Frame cut = top.waiting() == null
                ? top
                : push(top.waiting(), merge(top.mustRun(), reach), merge(top.mayRun(), reach), Frame.OPEN);
        return keep(Set.of(new Place(place.node(), cut)), false, false);
    }

    /** Counts bytes that were kept beside the states. */
    void kept(long bytes) {
        maskBytes += bytes;
    }

    private State rebuilt(State state) {
        Set<Place> places = new HashSet<>();
        for (Place place : state.places) {
            places.add(new Place(place.node(), rebuilt(place.frame(), Rule.UNBOUNDED)));
        }
        return keep(places, state.accepts, state.open);
    }

    /**
     * The frame with all counters above {@code reach} taken as endless. Every turn of a loop takes at least a byte, so
     * within {@code reach} bytes neither form runs out of turns, and neither has made the turns that it must.
     */
    private Frame rebuilt(Frame frame, int reach) {
        List<Frame> stack = new ArrayList<>();
        Frame root = frame;
        for (; root.below() != null; root = root.below()) {
            stack.add(root);
        }
        Frame rebuilt = root;
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
                content -> new Frame(frames.size() + Frame.FIRST_ID, waiting, mustRun, mayRun, below));
    }

    /** Follows everything that takes no byte. */
    private State closure(List<Step> begin) {
        ArrayDeque<Step> open = new ArrayDeque<>(begin);
        Set<Visit> visited = new HashSet<>();
        Set<Place> places = new HashSet<>();
        Set<Frame> ended = new HashSet<>();
        while (!open.isEmpty()) {
            Step step = open.pop();
            if (!visited.add(new Visit(step.node.id(), step.frame.id(), step.fresh))) {
                continue;
            }
            switch (step.node) {
                case Node.Bytes bytes -> places.add(new Place(bytes, step.frame));
                case Node.Fork fork -> fork.ways().forEach(way -> open.push(new Step(way, step.frame, step.fresh)));
                case Node.Call call -> open.push(called(call, step));
                case Node.Loop loop -> turn(loop, loop.min(), loop.max(), step, open);
                case Node.Return end -> returned(step, open, ended);
            }
            if (places.size() > MOST_PLACES) {
                throw GpiotException.user("the grammar can read this text in more than " + MOST_PLACES
                        + " ways at once; make its alternatives and repeats less ambiguous");
            }
        }
        return keep(places, ended.contains(Frame.BOTTOM), ended.contains(Frame.OPEN));
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
            open.push(new Step(program.end(), at.frame, at.fresh));
        }
        if (may > 0) {
            open.push(new Step(loop.body(), push(loop, less(must), less(may), at.frame), at.fresh + 1));
        }
    }

    private static int less(int turns) {
        return turns == Rule.UNBOUNDED || turns == 0 ? turns : turns - 1;
    }

    /** Goes on with who waits; where nobody does, the frame goes to {@code ended}. */
    private void returned(Step step, ArrayDeque<Step> open, Set<Frame> ended) {
        Frame frame = step.frame;
        Frame below = frame.below();
        if (below == null || frame.waiting() == null) {
            ended.add(frame);
            return;
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
    }

    private static IllegalStateException unreachable(Node node) {
        return new IllegalStateException(
                "only calls and loops wait, not " + node.getClass().getSimpleName());
    }

    private State keep(Set<Place> places, boolean accepts, boolean open) {
        long[] key = new long[places.size() + 1];
        key[0] = -1 - (accepts ? 1 : 0) - (open ? 2 : 0);
        int i = 1;
        for (Place place : places) {
            key[i++] = ((long) place.node().id() << 32) | place.frame().id();
        }
        Arrays.sort(key);
        return states.computeIfAbsent(
                LongBuffer.wrap(key),
                content -> new State(List.copyOf(places), accepts, open, generation, program.classes(), tiers));
    }
}
