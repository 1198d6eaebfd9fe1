package io.gpiot.base.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A command that answers as Python with pip does, from a folder of wheels; it writes down what it was asked for. */
final class FakePython {

    private final Path folder;
    private final Path command;

    FakePython(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.command = folder.resolve("python");
        Files.writeString(command, """
                #!/bin/sh
                home=$(dirname "$0")
                if [ "$1" = "-c" ]; then exit 0; fi
                for wanted in "$@"; do :; done
                while [ "$1" != "-d" ]; do shift; done
                echo "$wanted" >> "$home/asked"
                wheel="$home/$wanted.whl"
                if [ ! -f "$wheel" ]; then
                  echo "Looking somewhere"
                  echo "ERROR: No matching distribution found for $wanted"
                  echo "a hint"
                  exit 1
                fi
                cp "$wheel" "$TMPDIR/half"
                if [ -f "$home/slow" ]; then sleep 0.6; fi
                mv "$TMPDIR/half" "$2/$wanted.whl"
                if [ -f "$home/slow" ]; then sleep 0.6; fi
                """);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    }

    String command() {
        return command.toString();
    }

    /** From now on it takes its time before and after it moves a wheel out of its temporary folder. */
    void slowDown() throws IOException {
        Files.createFile(folder.resolve("slow"));
    }

    /** A wheel with one large entry, a small one of the same kind, and code that nobody may run. */
    Path wheel(String wanted, String entry, byte[] payload) throws IOException {
        Path wheel = folder.resolve(wanted + ".whl");
        try (OutputStream file = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            put(
                    zip,
                    "package/__init__.py",
                    "raise SystemExit('no code of a wheel may run')".getBytes(StandardCharsets.UTF_8));
            put(zip, "package/data/tiny.bin", new byte[] {1});
            put(zip, "package/data/" + entry, payload);
        }
        return wheel;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    List<String> asked() throws IOException {
        Path asked = folder.resolve("asked");
        return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    }
}
