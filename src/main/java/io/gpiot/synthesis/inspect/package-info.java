/**
 * Looks at the user's data folder: which values a run starts with, and what was measured on them. The reading itself is
 * {@code loader.py}, which also goes into the run folder, so that the composed program reads the same values. It knows
 * nothing of requirements and models.
 */
@NullMarked
package io.gpiot.synthesis.inspect;

import org.jspecify.annotations.NullMarked;
