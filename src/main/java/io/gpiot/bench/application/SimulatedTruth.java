package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.SimulatedFolder;
import io.gpiot.simulate.Simulator;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.synthesis.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Closes the loop on simulated data: what a program saved, against what was simulated. */
public final class SimulatedTruth {

    private final DataCase data;
    private final Parameter result;
    private final Scoring scoring;

    public SimulatedTruth(SimulatedFolder simulated) {
        this.data = simulated.toCase();
        boolean beats = Simulator.of(simulated.label().simulator()) == Simulator.ECG;
        this.result = beats ? Requirements.R_PEAKS : Applications.CLASSES;
        this.scoring = beats ? new BeatScoring() : new ClassScoring();
    }

    /** The value that can be compared: programs must return one of this name. */
    public Parameter result() {
        return result;
    }

    /**
     * Measures of a whole run; empty where it saved no such value.
     *
     * @param results its results' folder
     */
    public Map<String, Double> measures(Path results) {
        if (!Files.exists(results.resolve(scoring.resultFile()))) {
            return Map.of();
        }
        CaseScore score;
        try {
            score = new CaseScore(data.name(), "", scoring.counts(data, results), 0, 0);
        } catch (GpiotException e) {
            if (e.category() != GpiotException.Category.USER) {
                throw e;
            }
            score = new CaseScore(data.name(), String.valueOf(e.getMessage()), scoring.counts(data, null), 0, 0);
        }
        return scoring.measures(List.of(score));
    }

    /** For people. */
    public List<String> lines(Map<String, Double> measures) {
        if (measures.isEmpty()) {
            return List.of(
                    "no program returned '" + result.name() + "': nothing can be compared with what was simulated");
        }
        List<String> figures = new ArrayList<>();
        measures.forEach((name, value) -> figures.add(String.format(Locale.ROOT, "%s %.3f", name, value)));
        return List.of("against what was simulated: " + String.join("; ", figures));
    }
}
