package io.gpiot.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.bench.suite.Suite;
import io.gpiot.bench.suite.Suites;
import io.gpiot.data.examine.Examiner;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.RealPython;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Our own tasks' tests, with some mutants of each reference; all of them: gpiot bench check-oracles. */
class GpiotBenchOraclesIT {

    private static final int MUTANTS = 5;

    @Test
    void everyTestOfGpiotBenchCanBeTrusted() {
        ProgramRunner runner = RealPython.runner();
        Path scripts = Path.of("target", "bench-scripts");
        Path memory = Path.of("target", "bench-verdicts");
        Suite suite = Suites.read(Suites.BENCH, () -> Path.of("data"));
        OracleReport report = new OracleCheck(runner, new Examiner(runner, "test", scripts, memory, 2), scripts)
                .check(suite, MUTANTS, Progress.NONE);
        assertEquals(60, report.tasks().size());
        assertTrue(report.sound(), () -> report.toText(true));
    }
}
