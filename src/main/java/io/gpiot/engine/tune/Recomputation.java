package io.gpiot.engine.tune;

import io.gpiot.engine.model.RmsNorm;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.tune.ForwardPass.Kept;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Gradients with the activations of one block at a time: from the last block to the first, each is computed again from
 * its input, now with a graph.
 */
final class Recomputation {

    private final ForwardPass pass;
    private final List<List<Tensor>> parameters;

    /** @param parameters by layer */
    Recomputation(ForwardPass pass, List<List<Tensor>> parameters) {
        this.pass = pass;
        this.parameters = parameters;
    }

    /** @param parameter a leaf @param value its gradient, kept */
    record Gradient(Tensor parameter, Tensor value) {}

    /** The gradient of the states [tokens, width] that predict answers by the last block's output. */
    static Tensor ofOutput(Tensor stream, Tensor predictors, RmsNorm norm, ScalarType type, Tensor gradient) {
        try (PointerScope scope = new PointerScope()) {
            Tensor leaf = stream.detach().requires_grad_(true);
            Tensor states = norm.apply(leaf.index_select(0, predictors), type);
            return Tensors.keep(gradients(states, List.of(leaf), gradient).getFirst());
        }
    }

    /**
     * Goes back through all blocks; frees what was kept for it.
     *
     * @param kept each block's inputs
     * @param last the gradient by the last block's output; freed
     */
    List<Gradient> back(List<Kept> kept, Tensor last) {
        List<Gradient> all = new ArrayList<>();
        Tensor gradient = last;
        for (int layer = kept.size() - 1; layer >= 0; layer--) {
            try (PointerScope scope = new PointerScope()) {
                Kept input = kept.get(layer);
                Tensor leaf = input.stream().detach().requires_grad_(true);
                List<Tensor> leaves = new ArrayList<>(List.of(leaf));
                leaves.addAll(parameters.get(layer));
                Tensor out = pass.again(layer, leaf, input.carried());
                List<Tensor> gradients = gradients(out, leaves, gradient);
                gradient.deallocate();
                gradient = Tensors.keep(gradients.getFirst());
                for (int i = 1; i < leaves.size(); i++) {
                    if (gradients.get(i).defined()) { // a path without samples has none
                        all.add(new Gradient(leaves.get(i), Tensors.keep(gradients.get(i))));
                    }
                }
                input.stream().deallocate();
                if (input.carried() != null) {
                    input.carried().deallocate();
                }
            }
        }
        gradient.deallocate();
        return all;
    }

    private static List<Tensor> gradients(Tensor output, List<Tensor> leaves, Tensor outside) {
        TensorVector inputs = new TensorVector(leaves.toArray(Tensor[]::new));
        TensorVector result = torch.grad(
                new TensorVector(output),
                inputs,
                new TensorVector(outside.to(output.scalar_type())),
                new BoolOptional(false),
                false,
                true);
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            all.add(new Tensor(result.get(i))); // the vector's own handle dies with it
        }
        return all;
    }
}
