package io.gpiot.engine.adapter;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A projection layer: L(x) = down(silu(gate x) * up x), as the feed-forward part, with a narrow middle. The weight with
 * which the other path takes it, gamma or 1 - gamma, is in {@code down}.
 *
 * @param gateUp [2 * bottleneck, width]: gate above up
 * @param down [width, bottleneck]
 */
public record Projection(Tensor gateUp, Tensor down) {

    /** @param into the path that takes what the other one carries over: 1 or 2 */
    public static Projection into(
            Map<String, Tensor> parameters, AdapterSettings settings, int layer, int into, ScalarType type) {
        int from = 3 - into;
        Tensor gate = LoraSite.get(parameters, AdapterLayout.projection(layer, from, "gate_proj"));
        Tensor up = LoraSite.get(parameters, AdapterLayout.projection(layer, from, "up_proj"));
        Tensor down = LoraSite.get(parameters, AdapterLayout.projection(layer, from, "down_proj"));
        return new Projection(
                torch.cat(new TensorVector(gate, up), 0).to(type),
                down.mul(new Scalar(settings.projectionWeight(into))).to(type));
    }

    /** @param x the other path's normalised state, [rows, width] @return [rows, width] */
    public Tensor apply(Tensor x) {
        Tensor both = torch.linear(x, gateUp);
        long half = both.size(1) / 2;
        return torch.linear(torch.silu(both.narrow(1, 0, half)).mul(both.narrow(1, half, half)), down);
    }
}
