/**
 * What the small models look things up in: short expert cards of ours, and the papers and pages that the user adds.
 * {@link io.gpiot.knowledge.Knowledge} is the door; {@code read} turns files into chunks of text; {@code PassageIndex}
 * keeps them in one Lucene index with words and vectors side by side. It knows nothing of prompts, roles or language
 * models: it answers a question with passages, and whoever asked decides what to do with them.
 */
@NullMarked
package io.gpiot.knowledge;

import org.jspecify.annotations.NullMarked;
