package io.gpiot.engine.format;

import java.util.Map;

/**
 * A model as it lies on disk. Tensor names are GGUF's whatever the format: {@code token_embd.weight},
 * {@code output_norm.weight}, {@code output.weight} (absent where the embedding is used for it), and per block
 * {@code blk.N.} with {@code attn_norm, attn_q, attn_k, attn_v, attn_output, ffn_norm, ffn_gate, ffn_up, ffn_down}, each
 * with {@code .weight}, and {@code .bias} for q, k and v where the family has them. All tensors that the configuration
 * asks for are there with the right shapes: opening has checked it.
 */
public interface ModelFile extends AutoCloseable {

    ModelConfig config();

    Map<String, StoredTensor> tensors();

    /** @throws io.gpiot.base.GpiotException USER where the file holds no tokenizer, or one we cannot read */
    TokenizerSource tokenizer();

    /** Closes the file. Tensors' data stay readable: their mappings live until they are garbage. */
    @Override
    void close();
}
