package io.gpiot.data.augment.recombine;

import java.util.List;
import java.util.Set;

/**
 * What the analysis runs on.
 *
 * @param name as in a row's head: "nRF52840, 256 KB of RAM"
 * @param says sentences, each complete, one of which is said
 * @param brief a few words
 * @param needs what a modality must have to be on such a device: little power, a phone nearby
 * @param kilobytes of RAM that the analysis may have; 0 where memory is no matter
 * @param bytes of one kept value
 * @param first whether its stage stands before the others
 * @param stage what the device demands besides; its texts may hold {buffer}, {bytes}, {hop}, {packet}, {duty}
 */
record Device(
        String id,
        String name,
        Effort effort,
        List<String> says,
        String brief,
        Set<String> needs,
        int kilobytes,
        int bytes,
        boolean first,
        List<Stage> stage) {

    /** Whether a way's memory fits, with three quarters left for all else. */
    boolean holds(Way way) {
        return kilobytes == 0 || way.samples() * bytes <= kilobytes * 1024 / 4;
    }

    boolean demands(String word) {
        return stage.stream()
                .flatMap(each -> each.steps().stream())
                .anyMatch(step -> step.text(effort).contains("{" + word + "}"));
    }
}
