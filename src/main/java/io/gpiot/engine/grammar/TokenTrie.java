package io.gpiot.engine.grammar;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Tokens of up to a certain length as a tree of bytes, in arrays: nodes in the order of a depth-first walk, so that the
 * walk is a loop and skipping a subtree is a jump.
 */
final class TokenTrie {

    /** Bytes of the longest token. */
    private final int longest;

    private int nodes;
    private byte[] label;
    /** 1 for a token's first byte. */
    private int[] depth;
    /** The node after this one's subtree. */
    private int[] after;
    /** Where this node's tokens begin in {@link #tokens}; they end where the next node's begin. */
    private int[] firstToken;

    private final int[] tokens;

    /**
     * @param bytes of every token of the vocabulary, by token
     * @param members the tokens to put in, each of at least one byte
     */
    TokenTrie(byte[][] bytes, BitSet members) {
        Integer[] sorted = members.stream().boxed().toArray(Integer[]::new);
        Arrays.sort(sorted, (a, b) -> Arrays.compareUnsigned(bytes[a], bytes[b]));
        this.tokens = Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
        this.longest =
                Arrays.stream(tokens).map(token -> bytes[token].length).max().orElse(0);
        int capacity = 16;
        this.label = new byte[capacity];
        this.depth = new int[capacity];
        this.after = new int[capacity];
        this.firstToken = new int[capacity];
        build(bytes);
    }

    int longest() {
        return longest;
    }

    private void build(byte[][] bytes) {
        int[] open = new int[longest + 1];
        byte[] last = new byte[0];
        for (int i = 0; i < tokens.length; i++) {
            byte[] token = bytes[tokens[i]];
            int mismatch = Arrays.mismatch(last, token);
            if (mismatch < 0) {
                continue; // the same bytes as the token before: the same node
            }
            close(open, mismatch, last.length);
            for (int d = mismatch; d < token.length; d++) {
                grow();
                label[nodes] = token[d];
                depth[nodes] = d + 1;
                // Nodes on the way have no tokens of their own: they end where they begin.
                firstToken[nodes] = i;
                open[d + 1] = nodes++;
            }
            last = token;
        }
        close(open, 0, last.length);
        grow();
        firstToken[nodes] = tokens.length;
    }

    private void close(int[] open, int kept, int deepest) {
        for (int d = kept + 1; d <= deepest; d++) {
            after[open[d]] = nodes;
        }
    }

    private void grow() {
        if (nodes == label.length) {
            int capacity = 2 * nodes;
            label = Arrays.copyOf(label, capacity);
            depth = Arrays.copyOf(depth, capacity);
            after = Arrays.copyOf(after, capacity);
            firstToken = Arrays.copyOf(firstToken, capacity);
        }
    }

    /** All tokens that lead from the state to one that is alive. */
    BitSet allowed(Automaton automaton, State from) {
        BitSet allowed = new BitSet();
        State[] path = new State[longest + 1];
        path[0] = from;
        int node = 0;
        while (node < nodes) {
            State next = automaton.next(path[depth[node] - 1], label[node]);
            if (next.dead()) {
                node = after[node];
                continue;
            }
            path[depth[node]] = next;
            for (int i = firstToken[node]; i < firstToken[node + 1]; i++) {
                allowed.set(tokens[i]);
            }
            node++;
        }
        return allowed;
    }
}
