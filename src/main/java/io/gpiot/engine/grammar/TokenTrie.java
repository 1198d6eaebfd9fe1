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
    private final byte[][] bytes;

    private TokenTrie(byte[][] bytes, int[] sorted) {
        this.bytes = bytes;
        this.tokens = sorted;
        this.longest =
                Arrays.stream(tokens).map(token -> bytes[token].length).max().orElse(0);
        int capacity = 16;
        this.label = new byte[capacity];
        this.depth = new int[capacity];
        this.after = new int[capacity];
        this.firstToken = new int[capacity];
        build();
    }

    /**
     * @param bytes of every token of the vocabulary, by token
     * @param members the tokens to put in, each of at least one byte
     */
    static TokenTrie of(byte[][] bytes, BitSet members) {
        return new TokenTrie(
                bytes,
                members.stream()
                        .boxed()
                        .sorted((a, b) -> Arrays.compareUnsigned(bytes[a], bytes[b]))
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    /** A trie that holds these tokens, which are in this one; maybe others too, where they would be most of it. */
    TokenTrie around(BitSet members) {
        return 4 * members.cardinality() > tokens.length
                ? this
                : new TokenTrie(
                        bytes, Arrays.stream(tokens).filter(members::get).toArray());
    }

    int longest() {
        return longest;
    }

    private void build() {
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

    /** Bytes held by its arrays, about. */
    long size() {
        return 13L * nodes + 4L * tokens.length;
    }

    boolean isEmpty() {
        return tokens.length == 0;
    }

    /**
     * Looks at every token from the state on.
     *
     * @param allowed gets all that lead to a state that is alive
     * @param unsure gets all whose bytes go on where the known frames end
     */
    void walk(Automaton automaton, State from, BitSet allowed, BitSet unsure) {
        State[] path = new State[longest + 1];
        boolean[] open = new boolean[longest + 1];
        path[0] = from;
        int node = 0;
        while (node < nodes) {
            int d = depth[node];
            State next = automaton.next(path[d - 1], label[node]);
            if (next.dead()) {
                if (open[d - 1]) {
                    for (int i = firstToken[node]; i < firstToken[after[node]]; i++) {
                        unsure.set(tokens[i]);
                    }
                }
                node = after[node];
                continue;
            }
            path[d] = next;
            open[d] = open[d - 1] || next.open;
            for (int i = firstToken[node]; i < firstToken[node + 1]; i++) {
                allowed.set(tokens[i]);
            }
            node++;
        }
    }
}
