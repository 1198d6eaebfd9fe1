package io.gpiot.engine.format;

/**
 * The sizes of a transformer.
 *
 * @param architecture {@code qwen2} or {@code llama}
 * @param width of the residual stream
 * @param keyValueHeads key and value heads; each serves {@code heads / keyValueHeads} query heads
 * @param headWidth elements a head
 * @param vocabularySize rows of the embedding, padding included
 * @param contextLength the most tokens the model was trained for
 * @param normEpsilon added to the mean square in RMS norms
 * @param ropeBase base of the rotary embedding's frequencies
 * @param ropeInterleaved whether rows of q and k are stored so that pairs (2i, 2i+1) rotate, as GGUF stores llama;
 *     otherwise pairs (i, i + headWidth/2) do
 * @param tiedEmbeddings whether the embedding is the output matrix too
 */
public record ModelConfig(
        String architecture,
        int layers,
        int width,
        int heads,
        int keyValueHeads,
        int headWidth,
        int feedForwardWidth,
        int vocabularySize,
        int contextLength,
        float normEpsilon,
        float ropeBase,
        boolean ropeInterleaved,
        boolean tiedEmbeddings) {}
