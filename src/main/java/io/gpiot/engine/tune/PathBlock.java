package io.gpiot.engine.tune;

import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.LoraSite;
import io.gpiot.engine.adapter.Projection;
import io.gpiot.engine.adapter.Site;
import io.gpiot.engine.format.ModelConfig;
import io.gpiot.engine.model.Block;
import io.gpiot.engine.model.Linear;
import io.gpiot.engine.model.RmsNorm;
import io.gpiot.engine.model.Rope;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * One block with adapters, in operations that keep what gradients need. The residual stream is float (double in double
 * models), products are in the base's type.
 */
final class PathBlock {

    private final ModelConfig config;
    private final AdapterSettings settings;
    private final Map<String, Tensor> parameters;
    private final ScalarType type;
    private final int layer;
    private final Block block;
    private final RmsNorm attentionNorm;
    private final RmsNorm feedForwardNorm;
    private final PackedAttention attention;

    PathBlock(
            ModelConfig config,
            AdapterSettings settings,
            Map<String, Tensor> parameters,
            ScalarType type,
            int layer,
            Block block) {
        this.config = config;
        this.settings = settings;
        this.parameters = parameters;
        this.type = type;
        this.layer = layer;
        this.block = block;
        this.attentionNorm = new RmsNorm(block.attentionNorm(), config.normEpsilon());
        this.feedForwardNorm = new RmsNorm(block.feedForwardNorm(), config.normEpsilon());
        this.attention = new PackedAttention(config);
    }

    /** What all blocks of a pass share. */
    record Surroundings(int[] lengths, Rope rope, Rope.Turn turn, Tensor mask, Dropout dropout) {}

    /** The first half: stream + attention(norm(stream)). @param stream [tokens, width] */
    Tensor attend(Tensor stream, Lanes lanes, Surroundings pass) {
        int heads = config.heads();
        int shared = config.keyValueHeads();
        long tokens = stream.size(0);
        Tensor joint = product(
                        block.queryKeyValue(), attentionNorm.apply(stream, type), Site.QUERY_KEY_VALUE, lanes, pass)
                .view(tokens, heads + 2L * shared, config.headWidth());
        Tensor turned = pass.rope().apply(joint.narrow(1, 0, heads + shared), pass.turn());
        Tensor query = turned.narrow(1, 0, heads).mul(new Scalar(1 / Math.sqrt(config.headWidth())));
        Tensor mixed = attention.attend(
                query.to(type),
                turned.narrow(1, heads, shared).to(type),
                joint.narrow(1, heads + shared, shared),
                pass.lengths(),
                pass.mask());
        return stream.add(product(block.attentionOutput(), mixed, Site.ATTENTION_OUTPUT, lanes, pass));
    }

    /** x of equation 10: what the feed-forward part and the projections read. */
    Tensor normalise(Tensor stream) {
        return feedForwardNorm.apply(stream, type);
    }

    /**
     * The second half, equation 10: stream + F(x) + w L(other), with w gamma on path 1 and 1 - gamma on path 2.
     *
     * @param x the stream, normalised
     * @param other the same of the other path, which no gradient flows into; null where nothing is carried over
     */
    Tensor feedForward(Tensor stream, Tensor x, @Nullable Tensor other, Lanes lanes, Surroundings pass) {
        Tensor both = product(block.gateUp(), x, Site.GATE_UP, lanes, pass);
        long half = both.size(1) / 2;
        Tensor inner = torch.silu(both.narrow(1, 0, half)).mul(both.narrow(1, half, half));
        Tensor out = stream.add(product(block.down(), inner, Site.DOWN, lanes, pass));
        return other == null
                ? out
                : out.add(lanes.map(
                        other,
                        (path, rows) -> Projection.into(parameters, settings, layer, path, type)
                                .apply(rows)));
    }

    /** Equation 9: the frozen product, and what the segments' paths add to it. */
    private Tensor product(Linear frozen, Tensor x, Site site, Lanes lanes, Surroundings pass) {
        Tensor base = frozen.apply(x);
        if (!LoraSite.touches(site, settings)) {
            return base;
        }
        Dropout dropout = pass.dropout();
        Tensor input = dropout.apply(x, layer, site, lanes.own());
        return base.add(lanes.map(
                input,
                (path, rows) -> LoraSite.of(parameters, settings, config, layer, site, path, dropout.scale(), type)
                        .delta(rows)));
    }
}
