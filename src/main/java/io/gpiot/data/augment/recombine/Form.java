package io.gpiot.data.augment.recombine;

import java.util.List;
import java.util.Set;

/**
 * How a modality's measurement is recorded.
 *
 * @param name as in a row's head: "raw waveform at 250 Hz"
 * @param says a sentence or two that describe the recording, as the person who has it would
 * @param also the same in other words
 * @param brief the same as a headline, without a full stop
 * @param data "name (type): meaning" of what is loaded
 * @param from how many stages of the modality's route the recorder has done already
 * @param loses quantities that the modality senses and that cannot be had from this form
 * @param first stages that this form demands before the route goes on
 */
record Form(
        String id,
        String name,
        String says,
        String also,
        String brief,
        List<String> data,
        int from,
        Set<String> loses,
        List<Stage> first) {}
