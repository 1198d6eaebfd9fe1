/**
 * The heartbeat demo's data and scoring: WFDB records and their beat annotations, precision and recall of R-peaks, a plot,
 * and an ECG generator for tests. It scores what a composed program saved; it knows nothing of how the program came about.
 */
@NullMarked
package io.gpiot.app.demo;

import org.jspecify.annotations.NullMarked;
