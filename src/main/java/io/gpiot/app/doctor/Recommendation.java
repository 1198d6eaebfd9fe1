package io.gpiot.app.doctor;

import io.gpiot.base.model.Catalogue;
import io.gpiot.base.model.CatalogueEntry;
import io.gpiot.base.model.MemoryEstimate;
import java.util.Comparator;
import java.util.List;

/**
 * The model that suits a machine: the default, unless the machine is too small for it, or large enough for a larger one
 * to answer about as fast as the default does on two cores.
 *
 * @param model its id
 * @param reason in a few words
 */
public record Recommendation(String model, String reason) {

    private static final int CONTEXT = 4096;
    private static final int ROWS = 8;
    /** Programs under test, Java and the system need the rest. */
    private static final double SHARE_OF_MEMORY = 0.6;
    /** Cores that a model with so many times the default's parameters needs: the arithmetic grows with them. */
    private static final int CORES_FOR_DEFAULT = 2;

    static Recommendation of(Machine machine, Catalogue catalogue) {
        CatalogueEntry usual = catalogue.find(Catalogue.DEFAULT_MODEL).orElseThrow();
        List<CatalogueEntry> fitting = catalogue.entries().stream()
                .filter(entry ->
                        needs(entry) <= SHARE_OF_MEMORY * machine.memory().total())
                .filter(entry -> entry.parameters() <= usual.parameters()
                        || machine.cores() >= CORES_FOR_DEFAULT * entry.parameters() / (double) usual.parameters())
                .sorted(Comparator.comparingLong(CatalogueEntry::parameters))
                .toList();
        if (fitting.isEmpty()) {
            CatalogueEntry smallest = catalogue.entries().stream()
                    .min(Comparator.comparingLong(CatalogueEntry::parameters))
                    .orElseThrow();
            return new Recommendation(smallest.id(), "the smallest there is; memory is short even for it");
        }
        CatalogueEntry best = fitting.getLast();
        int compared = Long.compare(best.parameters(), usual.parameters());
        String reason = compared == 0
                ? "the default"
                : compared > 0
                        ? "cores and memory suffice for more than the default"
                        : "memory is short for the default";
        return new Recommendation(best.id(), reason + "; needs about " + Hardware.gigabytes(needs(best)));
    }

    private static long needs(CatalogueEntry entry) {
        return MemoryEstimate.of(entry.shape(), CONTEXT, ROWS).total();
    }
}
