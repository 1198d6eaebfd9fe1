package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.BeatAnnotations;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.data.Npy;
import io.gpiot.simulate.real.MitBih;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a composed program on a record and scores the R-peaks that it saved. */
public final class HeartbeatScoring {

    /** The value that the requirement asks for: sample indices of the R-peaks. */
    public static final String R_PEAKS = "r_peaks";

    static final String FILE = R_PEAKS + ".npy";

    private final CaseRunner runner;

    public HeartbeatScoring(CaseRunner runner) {
        this.runner = runner;
    }

    /**
     * How a program did on a record.
     *
     * @param detected sample indices as the program saved them
     */
    public record Outcome(DataCase record, BeatScore score, int[] truth, int[] detected, double seconds) {}

    /**
     * Runs and scores.
     *
     * @param program the folder with main.py
     * @param results where its results go; made where missing
     * @throws GpiotException USER where the program fails on this record or saves no such array
     */
    public Outcome score(Path program, DataCase record, Path results) {
        var result = runner.run(program, record, results, FILE);
        int[] detected = detected(results);
        int[] truth = BeatAnnotations.read(record.truth());
        return new Outcome(record, score(record, detected), truth, detected, result.seconds());
    }

    /** Against the record's annotated beats. */
    public static BeatScore score(DataCase record, int[] detected) {
        return BeatScore.of(
                BeatAnnotations.read(record.truth()),
                detected,
                MitBih.signal(record).rate());
    }

    /** The saved R-peaks as sample indices. */
    public static int[] detected(Path results) {
        return Arrays.stream(Npy.read(results.resolve(FILE)))
                .filter(Double::isFinite)
                .mapToInt(value -> (int) Math.round(value))
                .toArray();
    }
}
