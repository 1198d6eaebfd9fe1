package io.gpiot.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gpiot.base.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallProgressTest {

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void everyPhaseIsShownAndEndsAtItsTotal() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "Using Python\n");
        Path packages = Files.createDirectories(folder.resolve("part/lib/python3.11/site-packages"));
        Progress progress = (label, total, unit) -> new Remembering(label.replaceAll(".*: ", "") + " of " + total);
        try (InstallProgress shown = new InstallProgress(progress, "small", log, folder.resolve("part"))) {
            shown.look();
            Files.writeString(
                    log, "Resolved 3 packages in 2ms\nDownloading scipy (33.7MiB)\nDownloading numpy (9MiB)\n");
            shown.look();
            Files.writeString(log, Files.readString(log) + " Downloaded numpy\n");
            shown.look();
            Files.writeString(log, Files.readString(log) + "Prepared 3 packages in 2s\n");
            Files.createDirectories(packages.resolve("numpy.dist-info"));
            shown.look();
            Files.writeString(log, Files.readString(log) + "Installed 3 packages in 1s\n");
            Files.createFile(packages.resolve("one.py"));
            Files.createFile(packages.resolve("two.py"));
            Files.createFile(
                    Files.createDirectories(packages.resolve("__pycache__")).resolve("one.pyc"));
            shown.look();
            shown.finish();
        }
        assertEquals(
                List.of(
                        "finding packages of -1: 0",
                        "finding packages of -1: closed",
                        "fetching of -1: now scipy, numpy",
                        "fetching of -1: 0",
                        "fetching of -1: now scipy",
                        "fetching of -1: 1",
                        "fetching of -1: closed",
                        "installing of 3: 1",
                        "installing of 3: 3",
                        "installing of 3: closed",
                        "compiling to bytecode of 2: 1",
                        "compiling to bytecode of 2: 2",
                        "compiling to bytecode of 2: closed"),
                told);
    }

    private final class Remembering implements Progress.Task {

        private final String label;

        Remembering(String label) {
            this.label = label;
        }

        @Override
        public void at(long done) {
            told.add(label + ": " + done);
        }

        @Override
        public void note(String text) {
            told.add(label + ": " + text);
        }

        @Override
        public void close() {
            told.add(label + ": closed");
        }
    }
}
