/**
 * Runs programs on the values that exist by then, and judges them. Programs run in children of our {@code judge.py} behind a
 * {@link io.gpiot.synthesis.execute.ProgramRunner}; what they return comes back as bytes, is decoded and checked by processes
 * that never ran a candidate, and is kept in a {@link io.gpiot.synthesis.execute.ValueStore}. It knows nothing of models.
 */
@NullMarked
package io.gpiot.synthesis.execute;

import org.jspecify.annotations.NullMarked;
