package io.gpiot.base;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Says whether code changed, for what is kept from one run to the next and depends on it. */
public final class CodeHash {

    private CodeHash() {}

    /** SHA-256 of all compiled classes of a class's package, without subpackages. */
    public static String ofPackage(Class<?> member) {
        try {
            Path place = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            String folder = member.getPackageName().replace('.', '/');
            if (Files.isDirectory(place)) {
                return of(place.resolve(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return of(jar.getPath(folder));
            }
        } catch (IOException | URISyntaxException e) {
            throw GpiotException.internal("cannot read the classes of " + member.getPackageName(), e);
        }
    }

    private static String of(Path folder) throws IOException {
        MessageDigest digest = sha256();
        try (Stream<Path> found = Files.list(folder)) {
            List<Path> classes = found.filter(
                            path -> path.getFileName().toString().endsWith(".class"))
                    .sorted()
                    .toList();
            for (Path path : classes) {
                try (InputStream in = Files.newInputStream(path)) {
                    digest.update(in.readAllBytes());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
