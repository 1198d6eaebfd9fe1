/**
 * Sensor data with their truth, whatever they come from: arrays, windows with labels, their splits, and the files that they
 * are written to and read from (npy, WFDB). Data and truth never lie in one folder. It knows no physics and no programs.
 */
@NullMarked
package io.gpiot.simulate.data;

import org.jspecify.annotations.NullMarked;
