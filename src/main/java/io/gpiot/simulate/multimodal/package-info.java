/**
 * People at home, heard by a microphone and seen by a depth camera and a radar at once. One hidden scene drives all three: a
 * stroke of the hand moves the image, shifts the radar's echo and makes the sound, in the same moment. The truth is the
 * activity. It knows no classifier.
 */
@NullMarked
package io.gpiot.simulate.multimodal;

import org.jspecify.annotations.NullMarked;
