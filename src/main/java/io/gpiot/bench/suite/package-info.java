/**
 * Tasks to be answered, each with its oracle: gpiot-bench, rows of our own for development, files in gpiot-bench's format, and
 * HumanEval and MBPP from local files. It knows nothing of who answers them.
 */
@NullMarked
package io.gpiot.bench.suite;

import org.jspecify.annotations.NullMarked;
