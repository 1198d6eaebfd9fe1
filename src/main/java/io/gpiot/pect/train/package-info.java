/**
 * The computing part of tuning: gradients, optimiser, checkpoints, evaluation, curves. It knows its model as a
 * {@link io.gpiot.pect.train.Learner} only.
 */
@NullMarked
package io.gpiot.pect.train;

import org.jspecify.annotations.NullMarked;
