package io.gpiot.app.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of strangers: what a workspace takes, and that nothing lands elsewhere. */
class DataNameTest {

    private static final RunSettings SMALL = new RunSettings(1, 1, 1, 3, 100, 10, Duration.ofSeconds(30), false);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "/etc/passwd",
                "../a.csv",
                "a/../../b.csv",
                "a//b.csv",
                "a/",
                "./a.csv",
                ".hidden",
                "a/.hidden/b.csv",
                " a.csv",
                "a.csv ",
                "a.",
                "a\\b.csv",
                "C:a.csv",
                "a\0.csv",
                "a\n.csv",
                "a\u202Egpj.csv",
                "a?.csv",
                "a*.csv",
                "a|b",
                "<a>",
                "a\"b",
                "a/b/c/d/e/f.csv",
                "\uD800.csv",
                "a\u2028b"
            })
    void namesThatLeadElsewhereOrConfuseAreRefusedInOneLine(String name) {
        String why =
                assertThrows(GpiotException.class, () -> DataName.checked(name)).getMessage();
        assertTrue(why.lines().count() == 1 && !why.contains("\0"), why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.csv", "day 1/walk.csv", "Messung_ä-Ω.npy", "数据.csv", "a/b/c/d/e.csv", "100.hea", "x(1).txt"})
    void usualNamesAreTaken(String name) {
        assertEquals(Path.of(name), DataName.checked(name));
    }

    @Test
    void aNameOfManyBytesIsRefused() {
        assertEquals(Path.of("x".repeat(100)), DataName.checked("x".repeat(100)));
        assertThrows(GpiotException.class, () -> DataName.checked("x".repeat(101)));
        assertThrows(GpiotException.class, () -> DataName.checked("数".repeat(34)));
    }

    @Test
    void whateverIsGivenStaysUnderTheDataFolder() {
        Random random = new Random(1);
        String letters = "ab./\\ \0\n:é*~$%&;'`(){}";
        int taken = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                name.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Path path = folder.resolve(DataName.checked(name.toString()));
                assertTrue(
                        path.normalize().equals(path) && path.startsWith(folder) && !path.equals(folder),
                        name::toString);
                taken++;
            } catch (GpiotException refused) {
                continue;
            }
        }
        assertTrue(taken > 100, taken + " names were taken");
    }

    private void refused(RunData data) {
        Workspace workspace = new Workspace(folder.resolve("work"), SMALL);
        assertThrows(GpiotException.class, () -> workspace.keep("ann", "1", data));
        assertEquals(List.of(), workspace.ids("ann"));
    }

    @Test
    void tooManyTooLargeOrTwiceTheSameIsRefusedAndNothingIsLeft() {
        refused(RunServiceContract.data());
        refused(RunServiceContract.data("a", "b", "c", "d"));
        refused(RunServiceContract.data("a", "A"));
        refused(RunServiceContract.data("a", "a/b"));
        refused(RunServiceContract.data("a/b", "a"));
        refused(RunServiceContract.data("fine.csv", "../not.csv"));
        refused(new RunData.Uploaded(
                List.of(new RunData.Upload("a", () -> new java.io.ByteArrayInputStream(new byte[101])))));
        refused(new RunData.Local(folder.resolve("nothing")));
        refused(new RunData.Uploaded(List.of(new RunData.Upload("a", () -> {
            throw new java.io.IOException("the line is cut");
        }))));
    }

    @Test
    void aFolderIsCopiedWithoutItsLinksAndHiddenFiles() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path source = Files.createDirectories(folder.resolve("source/deep"));
        Files.writeString(source.resolve("a.csv"), "1");
        Files.writeString(source.getParent().resolve(".env"), "key");
        Files.createSymbolicLink(source.resolve("link.csv"), secret);
        Files.createSymbolicLink(source.resolve("up"), folder);
        Workspace workspace = new Workspace(folder.resolve("work"), SMALL);
        workspace.keep("ann", "1", new RunData.Local(source.getParent()));
        List<String> kept = new ArrayList<>();
        try (var found = Files.walk(workspace.data("ann", "1"))) {
            found.filter(Files::isRegularFile)
                    .forEach(path -> kept.add(path.getFileName().toString()));
        }
        assertEquals(List.of("a.csv"), kept);
        assertEquals("1", Files.readString(workspace.data("ann", "1").resolve("deep/a.csv"), StandardCharsets.UTF_8));
    }
}
