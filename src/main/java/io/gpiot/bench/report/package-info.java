/**
 * How results look: one JSON file, one HTML page that needs nothing besides itself, tables for a terminal, and two results side
 * by side. It computes nothing that {@code run} and {@code metric} have not.
 */
@NullMarked
package io.gpiot.bench.report;

import org.jspecify.annotations.NullMarked;
