/**
 * Changes what authored programs are asked for: units, delivery (counts, packets, gaps, payloads), shapes and containers, and what
 * they may use (NumPy alone, the caller's memory). The surgery on programs and tests is done by Python's own syntax tree, in the
 * sandbox; here rows go there and come back. It judges nothing: whether a variation's program passes its test is {@code verify}'s
 * work.
 */
@NullMarked
package io.gpiot.data.augment.vary;

import org.jspecify.annotations.NullMarked;
