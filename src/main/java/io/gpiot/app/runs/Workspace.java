package io.gpiot.app.runs;

import io.gpiot.base.GpiotException;
import io.gpiot.base.download.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a run's files are: {@code OWNER/ID/data} with a copy of the user's data and {@code OWNER/ID/run}. Nothing in there
 * is a link, because all of it is written by us; what strangers name is checked by {@link DataName}.
 */
final class Workspace {

    private static final int PIECE = 1 << 16;

    private final Path root;
    private final RunSettings settings;

    Workspace(Path root, RunSettings settings) {
        this.root = root.toAbsolutePath().normalize();
        this.settings = settings;
    }

    private Path place(String owner, String id) {
        return root.resolve(DataName.owner(owner)).resolve(id);
    }

    Path data(String owner, String id) {
        return place(owner, id).resolve("data");
    }

    Path run(String owner, String id) {
        return place(owner, id).resolve("run");
    }

    /**
     * Copies a run's data; what was copied before an error is removed again.
     *
     * @throws GpiotException USER where a name, the number or the size of the files will not do
     */
    void keep(String owner, String id, RunData data) {
        boolean kept = false;
        try {
            Path target = data(owner, id);
            Files.createDirectories(target);
            Copy copy = new Copy(target);
            switch (data) {
                case RunData.Local local -> copy.local(local.place());
                case RunData.Uploaded uploaded -> {
                    for (RunData.Upload upload : uploaded.files()) {
                        copy.add(upload.name(), upload.content());
                    }
                }
            }
            if (copy.names.isEmpty()) {
                throw GpiotException.user("the run has no data: give at least one file");
            }
            kept = true;
        } catch (IOException | UncheckedIOException e) {
            throw GpiotException.resources("cannot keep the run's data: " + e.getMessage(), e);
        } finally {
            if (!kept) {
                remove(owner, id);
            }
        }
    }

    private final class Copy {
        private final Path target;
        private final Set<String> names = new HashSet<>();
        private long bytes;

        Copy(Path target) {
            this.target = target;
        }

        /** Plain files only: a link could lead anywhere. */
        void local(Path place) throws IOException {
            Path source = place.toAbsolutePath().normalize();
            if (Files.isRegularFile(source)) {
                // a record of several files, such as WFDB's, lies in a folder: that is given as one
                add(source.getFileName().toString(), () -> Files.newInputStream(source));
                return;
            }
            if (!Files.isDirectory(source)) {
                throw GpiotException.user("there is no file or folder " + place);
            }
            try (Stream<Path> found = Files.walk(source)) {
                for (Path file : found.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                        .filter(path -> !hidden(source.relativize(path)))
                        .sorted()
                        .toList()) {
                    add(source.relativize(file).toString(), () -> Files.newInputStream(file));
                }
            }
        }

        private static boolean hidden(Path relative) {
            return Stream.of(relative.toString().split("/")).anyMatch(part -> part.startsWith("."));
        }

        void add(String name, RunData.Content content) throws IOException {
            Path file = target.resolve(DataName.checked(name));
            // two names that differ in case only would be one file on other systems
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw GpiotException.user("two files are called '" + DataName.shortened(name) + "'");
            }
            if (names.size() > settings.files()) {
                throw GpiotException.user("a run takes " + settings.files() + " data files at most");
            }
            try {
                Files.createDirectories(file.getParent());
                try (InputStream in = content.open();
                        OutputStream out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW)) {
                    byte[] piece = new byte[PIECE];
                    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                        bytes += read;
                        if (bytes > settings.bytes()) {
                            throw GpiotException.user("the data hold more than " + (settings.bytes() >> 20)
                                    + " MiB, which is the limit of a run; give an excerpt");
                        }
                        out.write(piece, 0, read);
                    }
                }
            } catch (java.nio.file.FileAlreadyExistsException e) {
                throw GpiotException.user("'" + DataName.shortened(name) + "' is a file and a folder");
            }
        }
    }

    /** All of a run, as far as it is there. */
    void remove(String owner, String id) {
        try {
            Folders.delete(place(owner, id));
        } catch (IOException e) {
            throw GpiotException.resources("cannot remove a run's files: " + e.getMessage(), e);
        }
    }

    /** A message as strangers may read it: without the place of this machine's folders. */
    String hide(String message) {
        return message.replace(root + "/", "").replace(root.toString(), "the workspace");
    }

    /** All runs of an owner that have a folder. */
    List<String> ids(String owner) {
        Path folder = root.resolve(DataName.owner(owner));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot list the workspace: " + e.getMessage(), e);
        }
    }
}
