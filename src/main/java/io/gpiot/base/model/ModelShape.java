package io.gpiot.base.model;

/**
 * What of a model decides its memory.
 *
 * @param family the architecture's name as its file states it: {@code qwen2}, {@code llama}
 * @param weights numbers that are loaded, over all tensors
 * @param contextLength the longest context it was trained for, in tokens
 */
public record ModelShape(
        String family,
        long weights,
        int layers,
        int keyValueHeads,
        int headDimension,
        int vocabulary,
        int contextLength) {}
