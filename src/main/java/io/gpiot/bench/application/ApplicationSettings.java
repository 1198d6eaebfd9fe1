package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.SynthesisSettings;
import java.util.List;

/**
 * How an application is benchmarked.
 *
 * @param runs of the chain per variant; their seeds count up from the synthesis settings' own
 * @param variants to run, or empty for all
 * @param jobs how many programs run at a time where memory and time are not measured
 */
public record ApplicationSettings(int runs, List<String> variants, int jobs, SynthesisSettings synthesis) {

    public ApplicationSettings {
        variants = List.copyOf(variants);
        if (runs < 1 || runs > 1000) {
            throw GpiotException.user("--runs must be 1 to 1000, was " + runs);
        }
    }

    /** @throws GpiotException USER where the application has no such variant */
    public List<Variant> chosen(Application application) {
        for (String name : variants) {
            if (application.variants().stream()
                    .noneMatch(variant -> variant.name().equals(name))) {
                throw GpiotException.user(application.id() + " has no variant '" + name + "'; it has "
                        + String.join(
                                ", ",
                                application.variants().stream()
                                        .map(Variant::name)
                                        .toList()));
            }
        }
        return application.variants().stream()
                .filter(variant -> variants.isEmpty() || variants.contains(variant.name()))
                .toList();
    }

    SynthesisSettings seeded(int run) {
        var sampling = synthesis.sampling();
        return synthesis.withSampling(sampling.withSeed(sampling.seed() + run));
    }
}
