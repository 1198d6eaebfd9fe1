package io.gpiot.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @TempDir
    Path root;

    private Path filled;

    @BeforeEach
    void fill() throws Exception {
        filled = Files.createDirectories(root.resolve("filled/inner")).getParent();
        Files.writeString(filled.resolve("inner/file"), "12345");
    }

    @Test
    void bytesAndEntriesCountUpToTheLimitItself() {
        assertEquals(Optional.empty(), new Folder(filled, 5, 2).excess());
        assertEquals(Optional.of("more than 4 bytes of files"), new Folder(filled, 4, 2).excess());
        assertEquals(Optional.of("more than 1 files"), new Folder(filled, 5, 1).excess());
    }

    @Test
    void foldersMayNotNestEndlessly() throws Exception {
        Files.createDirectories(filled.resolve("a/".repeat(17)));
        assertEquals(Optional.of("folders nested deeper than 16"), new Folder(filled, 100, 100).excess());
    }

    @Test
    void linksStayBehindAndAreNotWrittenThrough() throws Exception {
        Path secret = Files.writeString(root.resolve("secret"), "secret");
        Files.createSymbolicLink(filled.resolve("link"), secret);
        Files.createSymbolicLink(filled.resolve("up"), root);
        Path target = Files.createDirectories(root.resolve("target/inner")).getParent();
        Files.createSymbolicLink(target.resolve("inner/file"), secret);
        assertEquals(List.of(target.resolve("inner/file")), new Folder(filled, 100, 100).collectInto(target));
        assertEquals("12345", Files.readString(target.resolve("inner/file")));
        assertEquals("secret", Files.readString(secret));
        assertFalse(Files.exists(target.resolve("up")));
    }
}
