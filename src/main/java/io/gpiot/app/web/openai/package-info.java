/**
 * OpenAI's protocol: models, chat completions, embeddings. It knows requests and answers of language models, and nothing of
 * what their texts mean; how a request becomes tokens is the engine's business.
 */
@NullMarked
package io.gpiot.app.web.openai;

import org.jspecify.annotations.NullMarked;
