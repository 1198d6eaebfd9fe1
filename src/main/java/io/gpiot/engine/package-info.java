/**
 * What the rest of the project knows of language models: messages in, answers out, in batches. It knows nothing of
 * sub-tasks, specifications or Python. The parts below it: {@code format} reads model files, {@code text} is tokenizer
 * and chat template, {@code grammar} constrains, {@code sampling} chooses tokens, {@code model} is the transformer,
 * {@code decode} runs batches; {@code endpoint} asks a server instead.
 */
@NullMarked
package io.gpiot.engine;

import org.jspecify.annotations.NullMarked;
