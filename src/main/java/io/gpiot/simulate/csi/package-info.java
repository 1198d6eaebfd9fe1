/**
 * Wi-Fi channel state information of people who move: a link of one transmitter and three antennas, walls that reflect, and
 * body parts that scatter while they move, so that path lengths change and Doppler appears in the CSI. The truth is which
 * activity it was. It knows no classifier.
 */
@NullMarked
package io.gpiot.simulate.csi;

import org.jspecify.annotations.NullMarked;
