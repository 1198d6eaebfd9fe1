/**
 * Makes further rows for training. {@code recombine} builds problems with their decompositions out of a knowledge base of
 * sensors, forms, tasks and devices; {@code vary} changes what authored programs are asked for, with specification, program,
 * documentation and test together; both are a function of rows, knowledge and a seed. {@code SelfTraining} lets a model answer
 * specifications and keeps what passes their tests. Rows are written in the form that people write, so that whatever reads,
 * checks, runs and builds rows does the same with these.
 */
@NullMarked
package io.gpiot.data.augment;

import org.jspecify.annotations.NullMarked;
