package io.gpiot.engine.model;

import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * All weights of a model, frozen.
 *
 * @param type the compute type: bf16, or float where bf16 products are slow or in tests
 * @param embedding [vocabulary, width]
 * @param outputNorm [width] float
 * @param head [vocabulary, width]
 */
public record Weights(ScalarType type, Embedding embedding, List<Block> blocks, Tensor outputNorm, Linear head)
        implements AutoCloseable {

    /** Every matrix product of a forward pass. */
    List<Linear> products() {
        return java.util.stream.Stream.concat(
                        blocks.stream()
                                .flatMap(block -> java.util.stream.Stream.of(
                                        block.queryKeyValue(), block.attentionOutput(), block.gateUp(), block.down())),
                        java.util.stream.Stream.of(head))
                .toList();
    }

    /** With so many rows a step takes about as long as with one; the largest matrices decide. */
    public int freeRows() {
        return products().stream()
                .max(Comparator.comparingLong(Linear::bytes))
                .map(product -> Math.min(
                        product.kernel().freeRows(),
                        blocks.getFirst().gateUp().kernel().freeRows()))
                .orElse(1);
    }

    /** What the weights take, int8 copies included. */
    public long bytes() {
        return products().stream().mapToLong(Linear::bytes).sum();
    }

    @Override
    public void close() {
        blocks.forEach(Block::close);
        outputNorm.deallocate();
        head.close();
    }
}
