package io.gpiot.synthesis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Home;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.environment.Lock;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.environment.PythonEnvironments;
import io.gpiot.environment.api.ApiEntry;
import io.gpiot.environment.api.ApiIndex;
import io.gpiot.environment.api.ApiIndexes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The guard on right programs, with the index of a real environment that is already made. */
class FalseAlarmIT {

    private static final Path ROWS = Path.of("data", "cgd");
    private static final Pattern PROGRAM = Pattern.compile("(?s)\\n## Program\\n```python\\n(.*?)\\n```");

    private static ApiIndex index;

    @BeforeAll
    static void open() {
        List<Home> homes = List.of(Home.fromEnvironment(), new Home(Path.of("target", "real-environments")));
        Optional<PythonEnvironment> made = Optional.empty();
        for (Home home : homes) {
            made = made.or(() -> new PythonEnvironments(home, System.getenv()).find(Lock.builtIn(Lock.DEFAULT)));
        }
        assumeTrue(made.isPresent(), "no Python environment is made yet");
        index = new ApiIndexes(new Home(Path.of("target", "real-environments"))).of(made.get(), Progress.NONE);
    }

    @Test
    void noRightProgramIsObjectedTo() throws IOException {
        assumeTrue(Files.isDirectory(ROWS), "no rows in " + ROWS);
        List<String> alarms = new ArrayList<>();
        int programs = 0;
        try (Stream<Path> files = Files.walk(ROWS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                Matcher program = PROGRAM.matcher(Files.readString(file));
                if (program.find()) {
                    programs++;
                    ProgramWalk.objection(program.group(1), index)
                            .ifPresent(violation -> alarms.add(
                                    ROWS.relativize(file) + ": " + violation.kind() + ": " + violation.reason()));
                }
            }
        }
        assertTrue(programs > 100, programs + " programs");
        assertEquals("", String.join("\n", alarms), "of " + programs + " programs");
    }

    @Test
    void modulesThatAreNoFilesAreThere() {
        String program = "import cv2\nfrom six.moves import range\n\ndef f(x):\n    return cv2.dnn.blobFromImage(x)\n";
        assertEquals(Optional.empty(), ProgramWalk.objection(program, index));
    }

    @Test
    void noReferenceSolutionIsObjectedTo() throws IOException {
        Path suite = Path.of("..", "shared", "data", "suites", "HumanEval.jsonl.gz");
        assumeTrue(Files.isReadable(suite), "no " + suite);
        List<String> alarms = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(suite))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                JsonNode task = Json.MAPPER.readTree(line);
                String program = task.get("prompt").asText()
                        + task.get("canonical_solution").asText();
                ProgramWalk.objection(program, index)
                        .ifPresent(violation -> alarms.add(
                                task.get("task_id").asText() + ": " + violation.kind() + ": " + violation.reason()));
            }
        }
        assertEquals("", String.join("\n", alarms));
    }

    @Test
    void lazyAndRenamedNamesAreFound() {
        for (String path : List.of(
                "scipy.signal.butter",
                "scipy.signal.windows.hann",
                "sklearn.linear_model.LogisticRegression",
                "sklearn.cluster.KMeans",
                "numpy.random.default_rng",
                "numpy.lib.stride_tricks.sliding_window_view",
                "os.path.join",
                "concurrent.futures.ThreadPoolExecutor",
                "pywt.wavedec",
                "pandas.DataFrame",
                "librosa.feature.mfcc",
                "math.sqrt")) {
            assertTrue(index.find(path).isPresent(), path);
        }
        assertTrue(index.find("scipy.signal.find_peaks_with_hysteresis").isEmpty());
        assertTrue(index.module("PyWavelets").isEmpty());
    }

    @Test
    void searchPutsTheFunctionOfThatNameFirst() {
        ApiEntry first = index.search(List.of("butter"), 5).getFirst();
        assertEquals("scipy.signal.butter", first.path());
        assertTrue(first.signature().contains("btype"), first.call());
    }
}
