package io.gpiot.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real ruff, fetched. */
class RuffIT {

    @TempDir
    private Path folder;

    @Test
    void dangersAreFoundWhateverTheFileSaysAndWhatCannotBeParsedIsPassedOver() throws IOException {
        Files.writeString(
                folder.resolve("0.py"),
                "import pickle  # noqa\n# ruff: noqa\nvalue = eval(input())  # noqa: S307\nassert value\n");
        Files.writeString(folder.resolve("1.py"), "def f(:\n");
        Files.writeString(folder.resolve("2.py"), "def f(x):\n    return x\n");
        Files.writeString(folder.resolve("ruff.toml"), "[lint]\nignore = [\"S\"]\n");
        Ruff ruff = Ruff.of(new Home(Path.of("target", "real-environments")), System.getenv(), Progress.NONE);
        List<Ruff.Violation> found = ruff.check(folder, List.of("S"), List.of("S101"));
        assertEquals(
                List.of("0.py S307 3"),
                found.stream()
                        .filter(each -> !each.rule().startsWith("S4"))
                        .map(each -> each.file().getFileName() + " " + each.rule() + " " + each.line())
                        .toList(),
                found::toString);
        assertTrue(ruff.version().startsWith("ruff 0."), ruff::version);
    }
}
