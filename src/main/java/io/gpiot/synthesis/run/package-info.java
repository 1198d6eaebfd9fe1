/**
 * A run: the stages in order, and the folder where each stage's result is kept as soon as it is known, so that a run that
 * was killed, or whose files a user edited, goes on from there. It knows the stages by their results only.
 */
@NullMarked
package io.gpiot.synthesis.run;

import org.jspecify.annotations.NullMarked;
