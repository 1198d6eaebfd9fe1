package io.gpiot.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {

    private static final String SECRET = "a-secret-of-twenty-letters-and-more";

    @TempDir
    Path folder;

    @Test
    void othersAreNotLetInWithoutAKey() {
        GpiotException refused = assertThrows(GpiotException.class, () -> Access.of("0.0.0.0", ApiKeys.NONE, Set.of()));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(refused.getMessage().contains("--new-key"), refused.getMessage());
        assertFalse(Access.of("127.0.0.1", ApiKeys.NONE, Set.of()).keyNeeded());
        assertFalse(Access.of("localhost", ApiKeys.NONE, Set.of()).keyNeeded());
        assertFalse(Access.of("::1", ApiKeys.NONE, Set.of()).keyNeeded());
    }

    @Test
    void keptKeyOpensTheServerToOthersAndGivenOneClosesLoopback() {
        Home home = new Home(folder);
        ApiKeys.make(home);
        ApiKeys kept = ApiKeys.of(home, null, null);
        assertTrue(Access.of("0.0.0.0", kept, Set.of()).keyNeeded());
        assertFalse(Access.of("127.0.0.1", kept, Set.of()).keyNeeded());
        assertTrue(
                Access.of("127.0.0.1", ApiKeys.of(home, null, SECRET), Set.of()).keyNeeded());
    }

    @Test
    void madeKeyIsKeptAsItsHashOnly() throws IOException {
        Home home = new Home(folder);
        String first = ApiKeys.make(home);
        String second = ApiKeys.make(home);
        Path file = folder.resolve("api-keys.json");
        String text = Files.readString(file);
        assertFalse(text.contains(first.substring(6)) || text.contains(second.substring(6)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        ApiKeys keys = ApiKeys.of(home, null, null);
        assertEquals(ApiKey.hash(first), keys.find(first).orElseThrow().sha256());
        assertTrue(keys.find(second).isPresent());
        assertTrue(keys.find(first + "x").isEmpty());
        assertTrue(keys.find("").isEmpty());
    }

    @Test
    void keysComeFromAFileOneALine() throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), SECRET + "\n\n  " + SECRET + "2\n");
        ApiKeys keys = ApiKeys.of(new Home(folder), file, null);
        assertTrue(keys.find(SECRET).isPresent() && keys.find(SECRET + "2").isPresent());
        Files.writeString(file, "short\n");
        assertThrows(GpiotException.class, () -> ApiKeys.of(new Home(folder), file, null));
        Files.writeString(file, "\n");
        assertThrows(GpiotException.class, () -> ApiKeys.of(new Home(folder), file, null));
        assertThrows(GpiotException.class, () -> ApiKeys.of(new Home(folder), folder.resolve("none"), null));
    }
}
