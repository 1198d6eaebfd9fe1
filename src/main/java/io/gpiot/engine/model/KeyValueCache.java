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

    int slots() {
        return slots;
    }

    int capacity() {
        return capacity;
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
        return bytesPerToken() * slots * capacity;
    }

    /** Makes room for so many slots of so many tokens; what is there stays. */
    public void reserve(int neededSlots, int neededCapacity) {
        int newSlots = Math.max(slots, neededSlots);
        int newCapacity = Math.max(capacity, (neededCapacity + CAPACITY_STEP - 1) / CAPACITY_STEP * CAPACITY_STEP);
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
            if (slots > 0 && capacity > 0) {
                fresh.narrow(0, 0, slots).narrow(2, 0, capacity).copy_(old);
            }
            old.deallocate();
            return Tensors.keep(fresh);
        }
    }

    /** Copies the first tokens of a slot into another: a prompt prefix that was computed once. */
    public void copyPrefix(int from, int to, int tokens) {
        if (from == to || tokens == 0) {
            return;
        }
        try (PointerScope scope = new PointerScope()) {
            for (int layer = 0; layer < keys.size(); layer++) {
                copy(keys.get(layer), from, to, tokens);
                copy(values.get(layer), from, to, tokens);
            }
        }
    }

    private static void copy(Tensor tensor, int from, int to, int tokens) {
        tensor.select(0, to).narrow(1, 0, tokens).copy_(tensor.select(0, from).narrow(1, 0, tokens));
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
