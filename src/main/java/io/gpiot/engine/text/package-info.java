/**
 * Text to tokens and back: the tokenizer and the chat template that the model file brings, the vocabulary as bytes, and
 * text that arrives in pieces. It knows nothing of weights or of how tokens are chosen.
 */
@NullMarked
package io.gpiot.engine.text;

import org.jspecify.annotations.NullMarked;
