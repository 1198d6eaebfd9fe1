package io.gpiot.app.demo;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.compose.WholeRun;
import io.gpiot.synthesis.execute.ProgramRunner.Limits;
import io.gpiot.synthesis.execute.ProgramRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Runs a composed program on a record and scores the R-peaks that it saved. */
public final class HeartbeatScoring {

    /** The value that the demo's requirement asks for: sample indices of the R-peaks. */
    public static final String R_PEAKS = "r_peaks";

    private final WholeRun wholeRun;
    private final Limits limits;

    public HeartbeatScoring(WholeRun wholeRun, Limits limits) {
        this.wholeRun = wholeRun;
        this.limits = limits;
    }

    /**
     * How a program did on a record.
     *
     * @param detected sample indices as the program saved them
     */
    public record Outcome(HeartbeatRecord record, BeatScore score, int[] truth, int[] detected, double seconds) {}

    /**
     * Runs and scores.
     *
     * @param program the folder with main.py
     * @param results where its results go; made where missing
     * @throws GpiotException USER where the program fails on this record or saves no such array
     */
    public Outcome score(Path program, HeartbeatRecord record, Path results) {
        try {
            Files.createDirectories(results);
            Files.deleteIfExists(results.resolve(R_PEAKS + ".npy"));
        } catch (IOException e) {
            throw GpiotException.resources("cannot make " + results + ": " + e.getMessage(), e);
        }
        Result result = wholeRun.run(program, record.data(), results, false, limits);
        if (result.timedOut() || result.outOfMemory() || result.exitCode() != 0) {
            String why = result.timedOut()
                    ? "it ran longer than " + (long) limits.wallSeconds() + " s"
                    : result.outOfMemory() ? "it needed too much memory" : result.lastLine();
            throw GpiotException.user("the program failed on record " + record.name() + ": " + why);
        }
        int[] detected = detected(results);
        int[] truth = BeatAnnotations.read(record.truth());
        BeatScore score = BeatScore.of(truth, detected, record.signal().rate());
        return new Outcome(record, score, truth, detected, result.seconds());
    }

    /** The saved R-peaks as sample indices. */
    public static int[] detected(Path results) {
        return Arrays.stream(Npy.read(results.resolve(R_PEAKS + ".npy")))
                .filter(Double::isFinite)
                .mapToInt(value -> (int) Math.round(value))
                .toArray();
    }
}
