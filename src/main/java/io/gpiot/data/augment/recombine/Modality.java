package io.gpiot.data.augment.recombine;

import java.util.List;
import java.util.Set;

/**
 * A sensor in its place.
 *
 * @param senses the quantities that can be had from it, and what else tasks, ways, cures and devices may ask for
 * @param least what a device must be able to do to take this sensor's data in
 * @param route the stages from its raw form to the quantity
 */
record Modality(
        String id,
        String name,
        Set<String> senses,
        Effort least,
        List<Form> forms,
        List<Stage> route,
        List<Trouble> troubles) {}
