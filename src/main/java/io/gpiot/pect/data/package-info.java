/**
 * JSONL datasets as token rows: what a line says, how the model's own template puts it, where the answer starts, what is
 * rejected and why. It knows nothing of where datasets come from.
 */
@NullMarked
package io.gpiot.pect.data;

import org.jspecify.annotations.NullMarked;
