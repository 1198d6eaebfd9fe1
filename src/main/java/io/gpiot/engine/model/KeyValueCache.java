package io.gpiot.engine.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Keys and values of every layer for a number of slots, one sequence a slot. Shape a layer: [slots, kvHeads, capacity,
 * head] in the attention's type. Slots and capacity grow by need; a sequence is cut back by forgetting its tail, which costs nothing.
 */
public final class KeyValueCache implements AutoCloseable {

    private static final int CAPACITY_STEP = 256;

    private final int keyValueHeads;
    private final int headWidth;
    private final ScalarType type;
    private final List<Tensor> keys = new ArrayList<>();
    private final List<Tensor> values = new ArrayList<>();
    private int slots;
    private int capacity;

    public KeyValueCache(int layers, int keyValueHeads, int headWidth, ScalarType type) {
        this.keyValueHeads = keyValueHeads;
        this.headWidth = headWidth;
        this.type = type;
        for (int layer = 0; layer < layers; layer++) {
            keys.add(Tensors.zeros(type, 0, keyValueHeads, 0, headWidth));
            values.add(Tensors.zeros(type, 0, keyValueHeads, 0, headWidth));
        }
    }

    public int slots() {
        return slots;
    }

    /** Tokens that a slot has room for. */
    public int capacity() {
        return capacity;
    }

    int keyValueHeads() {
        return keyValueHeads;
    }

    int headWidth() {
        return headWidth;
    }

    ScalarType type() {
        return type;
    }

    Tensor keys(int layer) {
        return keys.get(layer);
    }

    Tensor values(int layer) {
        return values.get(layer);
    }

    /** What one token of one slot takes. */
    public long bytesPerToken() {
        return 2L * keys.size() * keyValueHeads * headWidth * (type == ScalarType.Float ? 4 : 2);
    }

    public long bytes() {
        return bytes(slots, capacity);
    }

    /** What it would take with so many slots that have room for so many tokens. */
    public long bytes(int ofSlots, int tokens) {
        return bytesPerToken() * ofSlots * stepped(tokens);
    }

    private static int stepped(int tokens) {
        return (tokens + CAPACITY_STEP - 1) / CAPACITY_STEP * CAPACITY_STEP;
    }

    /** Makes room for so many slots of so many tokens; what is there stays. */
    public void reserve(int neededSlots, int neededCapacity) {
        resize(Math.max(slots, neededSlots), Math.max(capacity, stepped(neededCapacity)));
    }

    /** Gives back all slots but the first ones, and of those what is beyond so many tokens. */
    public void shrink(int leftSlots, int tokens) {
        resize(Math.min(slots, leftSlots), Math.min(capacity, stepped(tokens)));
    }

    private void resize(int newSlots, int newCapacity) {
        if (newSlots == slots && newCapacity == capacity) {
            return;
        }
        for (List<Tensor> tensors : List.of(keys, values)) {
            for (int layer = 0; layer < tensors.size(); layer++) {
                tensors.set(layer, grown(tensors.get(layer), newSlots, newCapacity));
            }
        }
        slots = newSlots;
        capacity = newCapacity;
    }

    private Tensor grown(Tensor old, int newSlots, int newCapacity) {
        try (PointerScope scope = new PointerScope()) {
            // zeros, not empty: masked positions are multiplied by 0, and 0 * NaN would be NaN
            Tensor fresh = Tensors.zeros(type, newSlots, keyValueHeads, newCapacity, headWidth);
            int stay = Math.min(slots, newSlots);
            int tokens = Math.min(capacity, newCapacity);
            if (stay > 0 && tokens > 0) {
                Tensor kept = old.narrow(0, 0, stay).narrow(2, 0, tokens);
                fresh.narrow(0, 0, stay).narrow(2, 0, tokens).copy_(kept);
            }
            old.deallocate();
            return Tensors.keep(fresh);
        }
    }

    /** Copies the first tokens of a slot into another: a prompt prefix that was computed once. */
    public void copyPrefix(int from, int to, int tokens) {
        copyPrefix(this, from, to, tokens);
    }

    /** The same from a slot of another cache of the same model. */
    public void copyPrefix(KeyValueCache source, int from, int to, int tokens) {
        if (source == this && from == to || tokens == 0) {
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            for (int layer = 0; layer < keys.size(); layer++) {
                copy(source.keys(layer), from, keys.get(layer), to, tokens);
                copy(source.values(layer), from, values.get(layer), to, tokens);
            }
        }
    }

    private static void copy(Tensor source, int from, Tensor target, int to, int tokens) {
        target.select(0, to).narrow(1, 0, tokens).copy_(source.select(0, from).narrow(1, 0, tokens));
    }

    /** Exchanges two slots, of which only the first tokens matter. */
    public void swap(int first, int second, int tokens) {
        if (first == second || tokens == 0) {
            return;
        }
        for (List<Tensor> tensors : List.of(keys, values)) {
            for (Tensor tensor : tensors) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor one = tensor.select(0, first).narrow(1, 0, tokens);
                    Tensor other = tensor.select(0, second).narrow(1, 0, tokens);
                    Tensor kept = one.clone();
                    one.copy_(other);
                    other.copy_(kept);
                }
            }
        }
    }

    /** Frees everything; the next reserve starts anew. */
    public void clear() {
        slots = 0;
        capacity = 0;
        for (List<Tensor> tensors : List.of(keys, values)) {
            for (int layer = 0; layer < tensors.size(); layer++) {
                tensors.get(layer).deallocate();
                tensors.set(layer, Tensors.zeros(type, 0, keyValueHeads, 0, headWidth));
            }
        }
    }

    @Override
    public void close() {
        keys.forEach(Tensor::deallocate);
        values.forEach(Tensor::deallocate);
        keys.clear();
        values.clear();
    }
}
