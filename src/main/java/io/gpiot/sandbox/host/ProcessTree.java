package io.gpiot.sandbox.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process with all its descendants, as Linux shows them under /proc. A process that ends while it is read counts as
 * nothing; every process ever seen is remembered, so that {@link #kill} reaches those whose parents are gone.
 */
public final class ProcessTree {

    private static final Path PROC = Path.of("/proc");
    /** USER_HZ, the unit of times in /proc/PID/stat: 100 on every architecture that we run on. */
    private static final double TICKS_A_SECOND = 100;

    /**
     * What the tree uses now.
     *
     * @param memoryBytes resident anonymous and shared memory, summed; pages shared after a fork count in each process
     * @param cpuSeconds of the living and of those that a living one has waited for
     * @param hiddenBytes sizes of deleted files that are still open or mapped: no walk through a folder finds them
     */
    public record Sample(int processes, int threads, long memoryBytes, double cpuSeconds, long hiddenBytes) {}

    private static final boolean KERNEL_LISTS_CHILDREN =
            Files.exists(Path.of("/proc/self/task/" + ProcessHandle.current().pid() + "/children"));
    /** Shared memory that has no file behind it is shown as deleted too; it is counted as memory. */
    private static final Pattern DELETED_MAPPING = Pattern.compile(
            "(?m)^([0-9a-f]+)-([0-9a-f]+) \\S+ \\S+ (\\S+ \\d+)\\s+(?!/dev/zero|/SYSV|/memfd:)/.* \\(deleted\\)$");

    private record Stat(long parent, double cpuSeconds, int threads, long startTicks) {}

    private final long root;
    /** Process id to start time: an id alone may have been given to someone else meanwhile. */
    private final Map<Long, Long> seen = new LinkedHashMap<>();

    public ProcessTree(long root) {
        this.root = root;
        see(root);
    }

    /** Adds a process that belongs to the tree, though its parent may be gone. */
    public void see(long process) {
        stat(process).ifPresent(stat -> seen.putIfAbsent(process, stat.startTicks()));
    }

    public Sample sample() {
        int processes = 0;
        int threads = 0;
        long memory = 0;
        double cpu = 0;
        long hidden = 0;
        Set<String> counted = new HashSet<>();
        for (long process : living()) {
            Optional<Stat> stat = stat(process);
            if (stat.isEmpty()) {
                continue;
            }
            processes++;
            threads += stat.get().threads();
            cpu += stat.get().cpuSeconds();
            memory += memoryBytes(process);
            hidden += hiddenBytes(process, counted);
        }
        return new Sample(processes, threads, memory, cpu, hidden);
    }

    /**
     * Kills descendants, again and again until none is left, and the root only then: orphans of a root that adopts them
     * stay in reach. Goes on when interrupted.
     */
    public void kill() {
        boolean interrupted = Thread.interrupted();
        for (int round = 0; round < 200; round++) {
            Set<Long> living = living();
            if (living.isEmpty()) {
                break;
            }
            living.stream()
                    .filter(process -> process != root || living.size() == 1)
                    .forEach(ProcessTree::destroy);
            interrupted |= pause(round < 10 ? 5 : 50);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether the whole tree is gone by then */
    public boolean awaitEnd(long milliseconds) {
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + milliseconds * 1_000_000;
        while (!living().isEmpty() && System.nanoTime() < end) {
            interrupted |= pause(3);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return living().isEmpty();
    }

    /** Every process of the tree that runs, and every one seen earlier that still does. Zombies do not count. */
    private Set<Long> living() {
        Set<Long> found = new HashSet<>();
        Deque<Long> open = new ArrayDeque<>();
        seen.forEach((process, start) -> {
            if (stat(process).filter(stat -> stat.startTicks() == start).isPresent()) {
                open.add(process);
            }
        });
        while (!open.isEmpty()) {
            long process = open.poll();
            if (found.add(process)) {
                see(process);
                open.addAll(children(process));
            }
        }
        return found;
    }

    /** From the kernel's own lists where it keeps them: looking through all of /proc for each process is slow. */
    private static List<Long> children(long process) {
        List<Long> children = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(PROC.resolve(process + "/task"))) {
            for (Path task : tasks) {
                if (!KERNEL_LISTS_CHILDREN) {
                    break;
                }
                for (String child : read(task.resolve("children")).split(" ")) {
                    if (!child.isBlank()) {
                        children.add(Long.valueOf(child.strip()));
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            return children;
        }
        if (!KERNEL_LISTS_CHILDREN) {
            ProcessHandle.of(process)
                    .ifPresent(
                            handle -> handle.children().map(ProcessHandle::pid).forEach(children::add));
        }
        return children;
    }

    private static Optional<Stat> stat(long process) {
        String line = read(PROC.resolve(process + "/stat"));
        // The name in brackets may itself hold brackets and blanks: count from the last one.
        int end = line.lastIndexOf(')');
        if (end < 0) {
            return Optional.empty();
        }
        String[] fields = line.substring(end + 2).split(" ");
        if (fields.length < 20 || fields[0].equals("Z") || fields[0].equals("X")) {
            return Optional.empty();
        }
        double ticks = 0;
        for (int field = 11; field <= 14; field++) { // utime, stime, cutime, cstime
            ticks += Long.parseLong(fields[field]);
        }
        return Optional.of(new Stat(
                Long.parseLong(fields[1]),
                ticks / TICKS_A_SECOND,
                Integer.parseInt(fields[17]),
                Long.parseLong(fields[19])));
    }

    private static long memoryBytes(long process) {
        long kilobytes = 0;
        for (String line : read(PROC.resolve(process + "/status")).split("\n")) {
            if (line.startsWith("RssAnon:") || line.startsWith("RssShmem:") || line.startsWith("VmSwap:")) {
                kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kilobytes * 1024;
    }

    private static long hiddenBytes(long process, Set<String> counted) {
        long bytes = 0;
        Matcher mapping = DELETED_MAPPING.matcher(read(PROC.resolve(process + "/maps")));
        while (mapping.find()) {
            if (counted.add("mapped " + mapping.group(3))) {
                bytes += Long.parseLong(mapping.group(2), 16) - Long.parseLong(mapping.group(1), 16);
            }
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROC.resolve(process + "/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().endsWith(" (deleted)")) {
                    BasicFileAttributes file = Files.readAttributes(descriptor, BasicFileAttributes.class);
                    bytes += file.isRegularFile() && counted.add("open " + file.fileKey()) ? file.size() : 0;
                }
            }
        } catch (IOException | RuntimeException e) {
            return bytes; // it ended, or is of another user who may not be looked at
        }
        return bytes;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static void destroy(long process) {
        ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** @return whether it was interrupted */
    private static boolean pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
