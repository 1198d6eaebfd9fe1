package io.gpiot.synthesis.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.execute.PythonScripts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of data before anything is loaded, from names and sizes alone. */
class DataCheckTest {

    @TempDir
    Path data;

    private String refused() {
        GpiotException error = assertThrows(GpiotException.class, () -> DataInspector.check(data, 1 << 20));
        assertEquals(GpiotException.Category.USER, error.category());
        assertEquals(1, error.getMessage().lines().count());
        return error.getMessage();
    }

    @Test
    void aFolderWithoutAKnownKindOfFileIsRefusedWithTheKnownOnes() throws IOException {
        Files.writeString(data.resolve("firmware.bin"), "?");
        Files.writeString(data.resolve("about.md"), "?");
        String message = refused();
        assertTrue(message.contains("(about.md, firmware.bin); use .csv, .hea, "), message);
        Files.writeString(data.resolve("A.CSV"), "1,2\n");
        DataInspector.check(data, 1 << 20);
    }

    @Test
    void hiddenFilesAreNoData() throws IOException {
        Files.writeString(data.resolve(".hidden.csv"), "1,2\n");
        Files.writeString(Files.createDirectory(data.resolve(".git")).resolve("x.csv"), "1,2\n");
        assertTrue(refused().contains("is empty"));
    }

    @Test
    void aHugeFileIsRefusedByItsSize() throws IOException {
        try (var file = new RandomAccessFile(data.resolve("x.csv").toFile(), "rw")) {
            file.setLength(3L << 20);
        }
        assertTrue(refused().contains("holds 3 MiB, over the limit of 1 MiB; give a folder with an excerpt"));
    }

    @Test
    void aFolderThatWeMayNotEnterIsRefused() throws IOException {
        Path closed = Files.createDirectory(data.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(closed), "root may enter any folder");
            assertTrue(refused().contains("check its permissions"));
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void theKindsAreThoseOfTheLoader() {
        String script = PythonScripts.text("loader.py");
        String kinds = script.substring(script.indexOf("KINDS = {"), script.indexOf('}', script.indexOf("KINDS = {")));
        TreeSet<String> known = new TreeSet<>();
        Matcher ending = Pattern.compile("\"(\\.\\w+)\":").matcher(kinds);
        while (ending.find()) {
            known.add(ending.group(1));
        }
        assertEquals(known, DataInspector.KINDS);
    }
}
