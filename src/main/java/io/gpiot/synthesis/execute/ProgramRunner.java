package io.gpiot.synthesis.execute;

import java.nio.file.Path;
import java.util.List;

/** Runs one Python script, isolated from this machine. */
@FunctionalInterface
public interface ProgramRunner {

    /**
     * Runs until the script ends or a limit is passed; what it wrote is then in the task's output folder.
     *
     * @throws io.gpiot.base.GpiotException RESOURCES where no isolation or no Python is to be had
     */
    Result run(Task task);

    /**
     * What to run. The script starts in its output folder, whatever that is called inside.
     *
     * @param script a Python file; its folder is readable too
     * @param arguments of the script
     * @param readOnly absolute files and folders that the script may read, at the same paths
     * @param output an existing folder, where the script's files end up
     * @param input what the script reads from standard input
     */
    record Task(Path script, List<String> arguments, List<Path> readOnly, Path output, Limits limits, String input) {

        /** The output folder as an argument. */
        public static final String OUTPUT = ".";

        public Task {
            arguments = List.copyOf(arguments);
            readOnly = List.copyOf(readOnly);
        }

        /** Without standard input. */
        public Task(Path script, List<String> arguments, List<Path> readOnly, Path output, Limits limits) {
            this(script, arguments, readOnly, output, limits, "");
        }
    }

    /**
     * What a script may use.
     *
     * @param wallSeconds from start to end
     * @param cpuSeconds of all its processes together
     * @param memoryBytes of all its processes together
     * @param processes how many may run at a time, threads included
     */
    record Limits(double wallSeconds, double cpuSeconds, long memoryBytes, int processes) {}

    /**
     * What happened.
     *
     * @param exitCode 0 where all went well; of no meaning where a limit ended the script
     * @param stdout capped
     * @param stderr capped
     * @param peakBytes resident memory, as far as it was seen
     */
    record Result(
            int exitCode,
            String stdout,
            String stderr,
            double seconds,
            long peakBytes,
            boolean timedOut,
            boolean outOfMemory) {

        /** The last line that says something, for messages. */
        public String lastLine() {
            return (stdout + "\n" + stderr)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .reduce((before, line) -> line)
                    .orElse("it said nothing");
        }
    }
}
