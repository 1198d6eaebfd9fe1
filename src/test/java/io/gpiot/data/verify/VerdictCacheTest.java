package io.gpiot.data.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictCacheTest {

    @TempDir
    private Path folder;

    @Test
    void verdictsOutliveTheProcessAndACutLineCostsOnlyItself() throws Exception {
        Path file = folder.resolve("deep/verdicts.jsonl");
        VerdictCache cache = new VerdictCache(file);
        RowVerdict passed = new RowVerdict.Passed(0.25, List.of("odd"));
        RowVerdict failed = new RowVerdict.Failed("line 3: \"quoted\"");
        cache.put("a", passed);
        cache.put("b", failed);
        cache.put("c", new RowVerdict.Unchecked("no sandbox"));
        String whole = Files.readString(file);
        Files.writeString(file, whole.lines().findFirst().orElseThrow().substring(0, 9), StandardOpenOption.APPEND);

        VerdictCache again = new VerdictCache(file);
        assertEquals(Optional.of(passed), again.find("a"));
        assertEquals(Optional.of(failed), again.find("b"));
        assertEquals(Optional.empty(), again.find("c"));
    }
}
