/**
 * Files into text: PDF, HTML, Markdown and plain text become titled sections, and sections become chunks of about 200
 * words. It knows nothing of the index, of cards or of embeddings.
 */
@NullMarked
package io.gpiot.knowledge.read;

import org.jspecify.annotations.NullMarked;
