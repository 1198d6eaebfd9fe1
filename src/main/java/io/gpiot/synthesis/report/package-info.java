/** Shows a run to people: one HTML page that needs nothing else, and a notebook that runs. It computes no result. */
@NullMarked
package io.gpiot.synthesis.report;

import org.jspecify.annotations.NullMarked;
