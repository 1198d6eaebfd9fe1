/**
 * TDSLM: from a requirement to sub-tasks. The answer's shape is held by a grammar; the parser also reads answers that
 * were written without one, and files that a user edited. It knows nothing of specifications or programs.
 */
@NullMarked
package io.gpiot.synthesis.decompose;

import org.jspecify.annotations.NullMarked;
