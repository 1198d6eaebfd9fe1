package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One run service of one process, by a name that says on which machine it is, so that others there see when it is gone.
 *
 * @param name host, process, its start in milliseconds, something random
 */
record Worker(String name) {

    static Worker ofThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new Worker(host() + "/" + self.pid() + "/" + start(self) + "/"
                + UUID.randomUUID().toString().substring(0, 8));
    }

    /** Whether its process is certainly gone; one of another machine never is. */
    boolean gone() {
        String[] parts = name.split("/", -1);
        if (parts.length != 4 || !parts[0].equals(host())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(parts[1]));
        return process.isEmpty()
                || !process.get().isAlive()
                || !start(process.get()).equals(parts[2]);
    }

    private static String start(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .map(String::valueOf)
                .orElse("0");
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (java.io.IOException e) {
            String set = System.getenv("HOSTNAME");
            if (set == null) {
                throw GpiotException.resources("cannot tell this machine's name: set HOSTNAME", e);
            }
            return set;
        }
    }
}
