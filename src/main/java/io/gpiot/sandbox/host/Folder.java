package io.gpiot.sandbox.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder that an untrusted program fills: watched while it runs, emptied into a trusted one afterwards. No link is
 * ever followed.
 *
 * @param maxBytes of all files together
 * @param maxEntries files, folders and everything else
 */
public record Folder(Path path, long maxBytes, int maxEntries) {

    private static final int MAX_DEPTH = 16;

    /** @return what is too much, in words, or nothing */
    public Optional<String> excess() {
        Watch watch = new Watch();
        try {
            Files.walkFileTree(path, watch);
        } catch (IOException | RuntimeException e) {
            return Optional.of("a folder that cannot be looked into");
        }
        return Optional.ofNullable(watch.excess);
    }

    /**
     * Copies plain files, by content, with the modes of new files. Links, devices, pipes, sockets, names that hold
     * control characters and what cannot be read stay behind.
     *
     * @return the copies, sorted
     */
    public List<Path> collectInto(Path target) throws IOException {
        List<Path> copies = new ArrayList<>();
        Files.createDirectories(target);
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = path.relativize(file);
                if (attributes.isRegularFile() && printable(relative) && Files.isReadable(file)) {
                    copies.add(copy(file, target, relative));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(copies);
        return copies;
    }

    private static Path copy(Path file, Path target, Path relative) throws IOException {
        Path copy = target.resolve(relative);
        Files.createDirectories(copy.getParent());
        Files.deleteIfExists(copy); // else a link that lies there already would be written through
        try (InputStream from = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                OutputStream to = Files.newOutputStream(copy, StandardOpenOption.CREATE_NEW)) {
            from.transferTo(to);
        }
        return copy;
    }

    private static boolean printable(Path relative) {
        return relative.toString().codePoints().noneMatch(point -> Character.isISOControl(point) || point == 0xFFFD);
    }

    private final class Watch extends SimpleFileVisitor<Path> {
        private long bytes;
        private int entries;
        private @Nullable String excess;

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.getNameCount() - path.getNameCount() > MAX_DEPTH) {
                excess = "folders nested deeper than " + MAX_DEPTH;
                return FileVisitResult.TERMINATE;
            }
            return folder.equals(path) ? FileVisitResult.CONTINUE : count(0);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return count(attributes.isRegularFile() ? attributes.size() : 0);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                excess = "a folder that cannot be looked into";
                return FileVisitResult.TERMINATE;
            }
            return FileVisitResult.CONTINUE; // removed meanwhile
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return FileVisitResult.CONTINUE; // removed meanwhile
        }

        private FileVisitResult count(long size) {
            bytes += size;
            entries++;
            if (bytes > maxBytes) {
                excess = "more than " + maxBytes + " bytes of files";
            } else if (entries > maxEntries) {
                excess = "more than " + maxEntries + " files";
            }
            return excess == null ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }
    }
}
