package io.gpiot.engine.model;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Rotary position embedding, halves rotated: with theta_i = base^(-2i/head), pair (x_i, x_{i+head/2}) is turned by
 * position * theta_i. As y = x * cos + roll(x, head/2) * sin, the first half of sin negated.
 */
public final class Rope implements AutoCloseable {

    private final int headWidth;
    private final ScalarType type;
    private final Tensor cosines;
    private final Tensor sines;

    /** @param type float, or double where everything is: of the tables [context, head] and of what is turned */
    public Rope(int context, int headWidth, float base, ScalarType type) {
        this.headWidth = headWidth;
        this.type = type;
        int half = headWidth / 2;
        float[] cosine = new float[context * headWidth];
        float[] sine = new float[context * headWidth];
        for (int i = 0; i < half; i++) {
            double theta = Math.pow(base, -2.0 * i / headWidth);
            for (int position = 0; position < context; position++) {
                int at = position * headWidth + i;
                cosine[at] = cosine[at + half] = (float) Math.cos(position * theta);
                float sin = (float) Math.sin(position * theta);
                sine[at] = -sin;
                sine[at + half] = sin;
            }
        }
        try (PointerScope scope = new PointerScope()) {
            cosines = Tensors.keep(
                    Tensors.floats(cosine, context, headWidth).to(type).clone());
            sines = Tensors.keep(
                    Tensors.floats(sine, context, headWidth).to(type).clone());
        }
    }

    /** The turns of some positions: cos and sin as [rows, 1, head]. */
    public record Turn(Tensor cosine, Tensor sine) {}

    public Turn at(Tensor positions) {
        return new Turn(
                cosines.index_select(0, positions).unsqueeze(1),
                sines.index_select(0, positions).unsqueeze(1));
    }

    /** @param x [rows, heads, head] @return the same, turned, in the tables' type */
    public Tensor apply(Tensor x, Turn turn) {
        Tensor precise = x.to(type);
        Tensor turned = precise.mul(turn.cosine());
        turned.addcmul_(torch.roll(precise, new long[] {headWidth / 2}, -1), turn.sine());
        return turned;
    }

    @Override
    public void close() {
        cosines.deallocate();
        sines.deallocate();
    }
}
