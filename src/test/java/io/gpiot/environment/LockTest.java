package io.gpiot.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Resources;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockTest {

    static Stream<Lock> locks() {
        return Lock.names().stream().map(Lock::builtIn);
    }

    @ParameterizedTest
    @MethodSource("locks")
    void everyPackageHasOneVersionAndHashes(Lock lock) {
        List<String> lines = lock.text().lines().toList();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.startsWith(" ")) {
                assertTrue(line.matches("    --hash=sha256:[0-9a-f]{64}( \\\\)?"), line);
            } else {
                assertTrue(line.matches("[A-Za-z0-9._-]+==[^ ]+( ; .*)? \\\\"), line);
                assertTrue(lines.get(index + 1).contains("--hash="), line);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("locks")
    void everyPackageThatIsAskedForIsLocked(Lock lock) {
        Resources.text(Lock.class, lock.name() + ".in")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[<>=].*", "").toLowerCase(Locale.ROOT))
                .forEach(name -> assertTrue(lock.text().contains(name + "=="), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern.txt", "classic.txt", "tools.txt", "modern.in", "classic.in", "overrides.txt"})
    void noAddressOfAnIndexIsWrittenDown(String name) {
        assertFalse(Resources.text(Lock.class, name).contains("://"));
    }

    @Test
    void hashChangesWithTheText() {
        assertEquals("e3b0c44298fc", new Lock("x", "", 10, 13).hash());
        assertFalse(new Lock("x", "a", 10, 13).id().equals(new Lock("x", "b", 10, 13).id()));
    }

    @Test
    void unknownNameIsRefusedWithTheKnownOnes() {
        String message =
                assertThrows(GpiotException.class, () -> Lock.builtIn("new")).getMessage();
        assertTrue(message.contains("'new'") && message.contains("classic, modern"), message);
    }
}
