package io.gpiot.sandbox;

import java.time.Duration;
import java.util.Map;

/**
 * What a program may take.
 *
 * @param wall time on the clock. Give it well more than {@code cpu}: a busy machine stretches it.
 * @param cpu time of all processes together
 * @param memoryBytes resident memory of all processes together; the address space of each gets 2 GiB more
 * @param outputBytes of all files that it writes; /tmp and /dev/shm get as much again each where they lie in memory
 * @param outputFiles files and folders in the output folder
 * @param processes processes and threads
 * @param openFiles of one process
 * @param printedBytes standard output and standard error together
 */
public record Limits(
        Duration wall,
        Duration cpu,
        long memoryBytes,
        long outputBytes,
        int outputFiles,
        int processes,
        int openFiles,
        long printedBytes) {

    private static final long MEBIBYTE = 1L << 20;
    private static final long ADDRESS_SPACE_SLACK = 2048 * MEBIBYTE;

    /** Enough for one step of a signal-processing program. */
    public static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(120), Duration.ofSeconds(60), 2048 * MEBIBYTE, 256 * MEBIBYTE, 1000, 64, 256, MEBIBYTE);

    public Limits {
        if (wall.isNegative() || wall.isZero() || cpu.isNegative() || cpu.isZero()) {
            throw new IllegalArgumentException("time limits must be above 0, were " + wall + " and " + cpu);
        }
        if (memoryBytes <= 0 || outputBytes <= 0 || outputFiles <= 0 || processes <= 0 || openFiles <= 0) {
            throw new IllegalArgumentException("limits must be above 0");
        }
        if (printedBytes < 0) {
            throw new IllegalArgumentException("printedBytes must not be negative, was " + printedBytes);
        }
    }

    public Limits withWall(Duration limit) {
        return new Limits(limit, cpu, memoryBytes, outputBytes, outputFiles, processes, openFiles, printedBytes);
    }

    public Limits withCpu(Duration limit) {
        return new Limits(wall, limit, memoryBytes, outputBytes, outputFiles, processes, openFiles, printedBytes);
    }

    public Limits withMemoryBytes(long limit) {
        return new Limits(wall, cpu, limit, outputBytes, outputFiles, processes, openFiles, printedBytes);
    }

    public Limits withOutput(long bytes, int files) {
        return new Limits(wall, cpu, memoryBytes, bytes, files, processes, openFiles, printedBytes);
    }

    public Limits withPrintedBytes(long limit) {
        return new Limits(wall, cpu, memoryBytes, outputBytes, outputFiles, processes, openFiles, limit);
    }

    /**
     * The kernel's limits, by name without RLIMIT_. A file may be one byte larger than allowed, so that the supervisor
     * sees it; the kernel's CPU limit comes after the supervisor's; a layer's own two processes come on top.
     */
    Map<String, Long> ofOneProcess() {
        return Map.of(
                "AS", memoryBytes + ADDRESS_SPACE_SLACK,
                "FSIZE", outputBytes + 1,
                "NOFILE", (long) openFiles,
                "CPU", cpu.toSeconds() + 2,
                "NPROC", processes + 2L,
                "CORE", 0L);
    }
}
