/**
 * Recordings that people publish, read from the folders they come in and given as the simulators give theirs. It fetches
 * nothing.
 */
@NullMarked
package io.gpiot.simulate.real;

import org.jspecify.annotations.NullMarked;
