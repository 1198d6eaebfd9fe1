/**
 * Model files: GGUF and Hugging Face safetensors, read into one description (configuration, named tensors, what a
 * tokenizer is made of) and decoded from their block formats to floats. It knows nothing of libtorch, of tokens' meaning
 * or of what a transformer computes.
 */
@NullMarked
package io.gpiot.engine.format;

import org.jspecify.annotations.NullMarked;
