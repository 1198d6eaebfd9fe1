package io.gpiot.data.augment.recombine;

import java.util.List;
import java.util.Set;

/**
 * A problem that can be solved from certain quantities, whatever senses them.
 *
 * @param parent id of the authored row that it goes back to: its domain and topic are this one's
 * @param needs quantities; a modality must sense all of them
 * @param without ids of modalities that sense the quantity but with which nobody would do this
 * @param wants what the person wants, in several forms
 * @param end the last stages, which compute what is wanted
 * @param packet a step that packs the result for a narrow radio, or empty: not meant for one
 * @param duty a step that says how to sleep in between, or empty: must listen all the time
 */
record Task(
        String id,
        String parent,
        String title,
        Set<String> needs,
        Set<String> without,
        List<Want> wants,
        List<Way> ways,
        List<Stage> end,
        String packet,
        String duty) {}
