package io.gpiot.synthesis.execute;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Solution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a run's values are, as files that our {@code values.py} writes and reads; Java only moves them. The user's data is
 * one folder; each program's outputs are a folder named by a hash of the program and all that went into it, so that a value
 * is never taken for that of another program or of other data.
 */
public record ValueStore(Path root) {

    /** What the inspection leaves beside the data's values. */
    public static final String INSPECTION = "inspection.json";

    public Path data() {
        return root.resolve("data");
    }

    /**
     * The folder of a program's outputs; it exists once they were kept.
     *
     * @param earlier the programs before it, in order
     */
    public Path outputs(Solution solution, List<Solution> earlier) {
        return outputs(solution.specification().module(), solution.candidate().code(), earlier);
    }

    Path outputs(String module, String code, List<Solution> earlier) {
        MessageDigest digest = sha256();
        digest.update(read(data().resolve(INSPECTION)));
        for (Solution before : earlier) {
            digest.update(before.specification().module().getBytes(StandardCharsets.UTF_8));
            digest.update(before.candidate().code().getBytes(StandardCharsets.UTF_8));
        }
        digest.update(code.getBytes(StandardCharsets.UTF_8));
        return root.resolve(module + "-" + HexFormat.of().formatHex(digest.digest(), 0, 8));
    }

    /** The last of the earlier programs that returns a value of this name; empty where it is the user's data. */
    static Optional<Solution> provider(String name, List<Solution> earlier) {
        return earlier.stream()
                .filter(solution -> solution.specification().outputs().stream()
                        .map(Parameter::name)
                        .anyMatch(name::equals))
                .reduce((before, last) -> last);
    }

    /** Moves value files into their folder, whole or not at all. */
    public void keep(Path files, Path folder) {
        Path part = root.resolve("." + folder.getFileName() + ".part");
        try {
            delete(part);
            Files.createDirectories(part);
            try (Stream<Path> found = Files.list(files)) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, part.resolve(file.getFileName()));
                }
            }
            delete(folder);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw GpiotException.resources("cannot keep values in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> found = Files.list(folder)) {
                for (Path file : found.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw GpiotException.user("the values of the data are not in " + file.getParent()
                    + " (any more); start the run again in a new folder");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
