/**
 * Who answers, and how they are asked: a loaded model with our prompts, with or without the line guard; the same with plain
 * prompts; any server that speaks OpenAI's chat protocol. It knows nothing of tests and counts.
 */
@NullMarked
package io.gpiot.bench.subject;

import org.jspecify.annotations.NullMarked;
