/**
 * From one row's logits to its next token, and from pieces of text to text without stop strings. It knows nothing of
 * tensors, batches, tokenizers or grammars: a mask of allowed tokens comes as bits.
 */
@NullMarked
package io.gpiot.engine.sampling;

import org.jspecify.annotations.NullMarked;
