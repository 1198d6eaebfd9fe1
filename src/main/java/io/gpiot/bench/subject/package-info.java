/**
 * How a model is asked: with our prompts, with or without the line guard, or with plain ones. It knows nothing of tests and
 * counts.
 */
@NullMarked
package io.gpiot.bench.subject;

import org.jspecify.annotations.NullMarked;
