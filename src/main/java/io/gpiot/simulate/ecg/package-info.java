/**
 * ECGs made of QRS complexes, P and T waves, early beats, and what electrodes pick up besides. The truth are the R-peaks. It
 * knows no detector.
 */
@NullMarked
package io.gpiot.simulate.ecg;

import org.jspecify.annotations.NullMarked;
