package io.gpiot.bench.application;

import io.gpiot.simulate.data.SensorData;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import java.util.List;

/**
 * An application with its data.
 *
 * @param id as commands name it
 * @param requirement what the chain is asked for, without a variant's addition
 * @param result what the last program must return
 * @param measured whether memory and time of inference are of interest
 * @param comparisons programs of ours that are scored beside the chain's
 * @param published figures of others
 */
public record Application(
        String id,
        String requirement,
        Parameter result,
        List<Variant> variants,
        SensorData data,
        Scoring scoring,
        boolean measured,
        List<Comparison> comparisons,
        List<Published> published) {

    /**
     * A program of ours.
     *
     * @param name in tables
     * @param file in our resources: a Python module with one function
     * @param function its name
     * @param gathered whether it takes all modalities as lists, or each value by its own name
     */
    public record Comparison(String name, String file, String function, boolean gathered) {}

    public Application {
        variants = List.copyOf(variants);
        comparisons = List.copyOf(comparisons);
        published = List.copyOf(published);
    }

    Requirement requirement(Variant variant) {
        return new Requirement(requirement + (variant.addition().isEmpty() ? "" : " " + variant.addition()));
    }
}
