package io.gpiot.data.augment.recombine;

import java.util.List;
import java.util.Set;

/**
 * One way to solve a task from its quantity.
 *
 * @param id names the representation that the way works on
 * @param needs what the recording must hold besides the task's quantities
 * @param least what a device must be able to do
 * @param buffer what must be kept in memory, in words: "60 s at 20 Hz"
 * @param samples how many values that is
 * @param hop how often it is computed anew, in words
 */
record Way(String id, Set<String> needs, Effort least, String buffer, int samples, String hop, List<Stage> stages) {}
