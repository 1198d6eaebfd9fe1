/**
 * Made sensor data for people without a device and for tests: physical models, each behind the same interface as real
 * recordings, seeded, and labelled as simulated wherever they end up. Difficulty is set so that a program without knowledge of
 * the sensor does badly. It knows nothing of programs and models.
 */
@NullMarked
package io.gpiot.simulate;

import org.jspecify.annotations.NullMarked;
