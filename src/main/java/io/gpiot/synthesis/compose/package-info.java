/**
 * What the user keeps: main.py, which loads the data and calls the chosen programs in order, written by us and not by a
 * model; its requirements; and the run of the whole, which must give the values that the programs gave one by one.
 */
@NullMarked
package io.gpiot.synthesis.compose;

import org.jspecify.annotations.NullMarked;
