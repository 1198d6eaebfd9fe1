package io.gpiot.engine.adapter;

import java.util.Arrays;
import java.util.List;

/** A product of the block as the engine computes it: matrices with one input are joined in it. */
public enum Site {
    QUERY_KEY_VALUE,
    ATTENTION_OUTPUT,
    GATE_UP,
    DOWN;

    /** The matrices whose rows lie in this product, in their order. */
    public List<Target> targets() {
        return Arrays.stream(Target.values())
                .filter(target -> target.site() == this)
                .toList();
    }
}
