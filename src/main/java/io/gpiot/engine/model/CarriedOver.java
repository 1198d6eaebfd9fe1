package io.gpiot.engine.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The projection layers of both paths, for rows of both at once: what each path takes from the other one's normalised state.
 *
 * @param gateUp [2 * paths * bottleneck, width]: the gates of all paths, below them their ups
 * @param down [paths * bottleneck, width]: transposed, with the weight with which a path takes the result
 */
public record CarriedOver(Tensor gateUp, Tensor down) {

    /**
     * @param others [rows, width]: for each row the state of the row that runs the same sequence on the other path
     * @param mask [rows, paths, 1], 1 for a row's own path and else 0
     * @param product [rows, width], added to in place
     */
    void addTo(Tensor product, Tensor others, Tensor mask) {
        Tensor both = torch.linear(others, gateUp);
        long half = both.size(1) / 2;
        Tensor inner = torch.silu(both.narrow(1, 0, half)).mul_(both.narrow(1, half, half));
        PathRows.keepOwn(inner, mask);
        product.addmm_(inner, down);
    }
}
