/**
 * Recombines what is known of sensors, of the forms in which they are recorded, of tasks and of devices into problems with
 * decompositions. A task names the quantities that it needs, a modality those that it senses; a form says how far a recorder has
 * come already, a way how much a device must be able to do. Only what fits together is ever put together. It knows nothing of
 * files of rows, and draws nothing at random: an order of hashes takes the place of chance.
 */
@NullMarked
package io.gpiot.data.augment.recombine;

import org.jspecify.annotations.NullMarked;
