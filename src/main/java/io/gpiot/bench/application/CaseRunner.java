package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.synthesis.compose.WholeRun;
import io.gpiot.synthesis.execute.ProgramRunner.Limits;
import io.gpiot.synthesis.execute.ProgramRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a composed program on a case, without plots. */
public final class CaseRunner {

    private final WholeRun wholeRun;
    private final Limits limits;

    public CaseRunner(WholeRun wholeRun, Limits limits) {
        this.wholeRun = wholeRun;
        this.limits = limits;
    }

    /**
     * Runs it.
     *
     * @param program the folder with main.py
     * @param results where its results go; made where missing
     * @param expected a result file, removed before, so that none of an earlier run is taken for this one's
     * @throws GpiotException USER where the program fails
     */
    public Result run(Path program, DataCase data, Path results, String expected) {
        try {
            Files.createDirectories(results);
            Files.deleteIfExists(results.resolve(expected));
        } catch (IOException e) {
            throw GpiotException.resources("cannot make " + results + ": " + e.getMessage(), e);
        }
        Result result = wholeRun.run(program, data.data(), results, false, limits);
        if (result.timedOut() || result.outOfMemory() || result.exitCode() != 0) {
            String why = result.timedOut()
                    ? "it ran longer than " + (long) limits.wallSeconds() + " s"
                    : result.outOfMemory()
                            ? "it needed more than " + (limits.memoryBytes() >> 20) + " MiB"
                            : result.lastLine();
            throw GpiotException.user("the program failed on " + data.name() + ": " + why);
        }
        return result;
    }
}
