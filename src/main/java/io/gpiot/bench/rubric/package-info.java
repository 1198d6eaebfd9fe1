/**
 * Scores from 1 to 5 by written rubrics: given by a model behind an endpoint, or by people on a page of their own that hands
 * back a CSV file. Nobody is asked to judge what a test can decide. It knows nothing of how answers came about.
 */
@NullMarked
package io.gpiot.bench.rubric;

import org.jspecify.annotations.NullMarked;
