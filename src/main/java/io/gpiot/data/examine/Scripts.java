package io.gpiot.data.examine;

import io.gpiot.base.Resources;
import io.gpiot.synthesis.execute.ProgramRunner;
import java.nio.file.Path;
import java.util.List;

/** Our Python files, and how one of them is run. */
public final class Scripts {

    private static final long MEMORY = 6L << 30;
    private static final int PROCESSES = 64;

    private Scripts() {}

    /** @param name such as {@code examine.py} */
    public static String text(String name) {
        return Resources.text(Scripts.class, "/io/gpiot/data/examine/" + name);
    }

    /**
     * Runs a script on one folder.
     *
     * @param job folder that it reads; its first argument, the second is where it writes
     * @param seconds on the clock and of processor time
     * @param input what it reads from standard input
     * @return what it said last, empty where all went well
     */
    public static String run(ProgramRunner runner, Path script, Path job, Path output, double seconds, String input) {
        ProgramRunner.Result result = runner.run(new ProgramRunner.Task(
                script,
                List.of(job.toString(), ProgramRunner.Task.OUTPUT),
                List.of(job),
                output,
                new ProgramRunner.Limits(seconds, seconds, MEMORY, PROCESSES),
                input));
        if (result.timedOut()) {
            return "ran out of time";
        }
        if (result.outOfMemory()) {
            return "ran out of memory";
        }
        return result.exitCode() == 0 ? "" : result.lastLine();
    }
}
