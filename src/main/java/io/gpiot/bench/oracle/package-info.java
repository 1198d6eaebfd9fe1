/**
 * Judges the judges: does each code task's test accept the reference and refuse everything else? It knows no models.
 */
@NullMarked
package io.gpiot.bench.oracle;

import org.jspecify.annotations.NullMarked;
