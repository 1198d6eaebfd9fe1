package io.gpiot.bench.application;

import io.gpiot.synthesis.run.Task;
import java.nio.file.Path;

/** Writes programs for a requirement: the subject of the benchmark. */
@FunctionalInterface
public interface Chain {

    /** Writes main.py and its programs into a folder, or goes on with what it holds of the same task. */
    Written write(Task task, Path folder);

    /**
     * What came of it.
     *
     * @param answered whether a program computes what was asked for
     * @param text such as {@code "3 of 4 sub-tasks solved"}
     */
    record Written(boolean answered, String text, double seconds) {}
}
