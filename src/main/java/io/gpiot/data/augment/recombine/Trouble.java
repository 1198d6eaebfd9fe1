package io.gpiot.data.augment.recombine;

import java.util.Set;

/**
 * What goes wrong in the field with one modality, and the sub-task that copes with it.
 *
 * @param says a sentence
 * @param brief a few words
 * @param before at which stage of the route, from 0, the cure stands; the number of stages puts it after the route
 * @param needs what the recording must hold for this cure
 */
record Trouble(String says, String brief, int before, Stage cure, Set<String> needs) {}
