package io.gpiot.engine.adapter;

import io.gpiot.engine.model.SwiGlu;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The projection layers of equation 10, from their parameters. */
public final class Projection {

    private Projection() {}

    /**
     * The layer that reads the other path's state, with gamma or 1 - gamma in its output matrix. Gradients flow through to
     * the parameters where they are on.
     *
     * @param path the path that takes the result: 1 or 2
     */
    public static SwiGlu into(
            Map<String, Tensor> parameters, AdapterSettings settings, int layer, int path, ScalarType type) {
        int from = 3 - path;
        Tensor gate = LoraSite.get(parameters, AdapterLayout.projection(layer, from, "gate_proj"));
        Tensor up = LoraSite.get(parameters, AdapterLayout.projection(layer, from, "up_proj"));
        Tensor down = LoraSite.get(parameters, AdapterLayout.projection(layer, from, "down_proj"));
        return new SwiGlu(
                torch.cat(new TensorVector(gate, up), 0).to(type),
                down.mul(new Scalar(settings.projectionWeight(path))).to(type));
    }
}
