/**
 * The transformer of the {@code qwen2} and {@code llama} families on libtorch: weights, kernels, key/value cache, one
 * forward pass. It knows nothing of text, requests or sampling. All tensors of a step live in one PointerScope.
 */
@NullMarked
package io.gpiot.engine.model;

import org.jspecify.annotations.NullMarked;
