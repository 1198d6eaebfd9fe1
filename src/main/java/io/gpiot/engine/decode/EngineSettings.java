package io.gpiot.engine.decode;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.format.ModelConfig;
import java.nio.file.Path;

/**
 * @param threads that compute
 * @param maxRows that decode together
 * @param contextLimit tokens of prompt and answer; the model's own limit if that is smaller
 * @param cacheBytes what keys and values may take; rows wait, or give their place up and come back, where it would be exceeded
 * @param precise float instead of bf16 weights: twice the memory, for CPUs without bf16 and for tests
 * @param kernelFolder where the measurements of this machine's kernels are kept
 */
public record EngineSettings(
        int threads, int maxRows, int contextLimit, long cacheBytes, boolean precise, Path kernelFolder) {

    public EngineSettings {
        check(threads >= 1, "threads must be at least 1", threads);
        check(maxRows >= 1, "rows must be at least 1", maxRows);
        check(contextLimit >= 16, "the context limit must be at least 16 tokens", contextLimit);
        check(cacheBytes > 0, "the cache's bytes must be above 0", cacheBytes);
    }

    public static EngineSettings defaults(Path kernelFolder) {
        return new EngineSettings(
                Runtime.getRuntime().availableProcessors(), 32, 16_384, 2L << 28, false, kernelFolder);
    }

    /** How many tokens prompt and answer of that model may have together. */
    int contextOf(ModelConfig model) {
        return Math.min(model.contextLength(), contextLimit);
    }

    /** Of what may change an answer: rounding, and where it is cut off. Which rows decode together does not. */
    public String identity() {
        return "threads " + threads + ", context " + contextLimit + (precise ? ", precise" : "");
    }

    private static void check(boolean holds, String rule, long value) {
        if (!holds) {
            throw GpiotException.user(rule + ", was " + value);
        }
    }
}
