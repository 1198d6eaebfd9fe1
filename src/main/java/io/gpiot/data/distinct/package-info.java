/**
 * What is the same, and what must be kept apart: near-duplicates by MinHash, training and development split by topic, and
 * rows that share n-grams with gpiot-bench or other people's benchmarks.
 */
@NullMarked
package io.gpiot.data.distinct;

import org.jspecify.annotations.NullMarked;
