package io.gpiot.engine.grammar;

import java.util.List;

/**
 * A step of a compiled grammar. Each node has an id of its own within its program; nodes form a graph without cycles,
 * recursion goes through {@link Call}.
 */
sealed interface Node {

    int id();

    /** Takes one byte: the first arc(s) that hold it lead on. */
    record Bytes(int id, List<Arc> arcs) implements Node {}

    /** A byte from {@code from} to {@code to} (0..255, both included), then {@code next}. */
    record Arc(int from, int to, Node next) {}

    /** Goes on at each of the nodes. */
    record Fork(int id, List<Node> ways) implements Node {}

    /** Runs rule or loop number {@code rule}, then {@code next}. */
    record Call(int id, int rule, Node next) implements Node {}

    /** Runs {@code body}, which must take at least a byte, {@code min} to {@code max} times, then returns. */
    record Loop(int id, Node body, int min, int max) implements Node {}

    /** End of a rule or of a loop's body: back to whoever waits. */
    record Return(int id) implements Node {}
}
