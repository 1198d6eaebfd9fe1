package io.gpiot.knowledge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BgeEmbedderIT {

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "R-peak detection in ECG",
                "Größe: 20 °C, x = np.diff(t)",
                "a",
                "the sensor drifted again, and again"
            })
    void vectorEqualsThatOfTheModelsOwnWrapper(String text) {
        try (var embedder = new BgeEmbedder()) {
            float[] wrapper = new BgeSmallEnV15QuantizedEmbeddingModel()
                    .embed(text)
                    .content()
                    .vector();
            assertArrayEquals(wrapper, embedder.embedPassage(text), 1e-4f);
        }
    }

    @Test
    void vectorsHaveUnitLengthAndTextBeyondTheWindowIsCut() {
        try (var embedder = new BgeEmbedder()) {
            float[] vector = embedder.embedPassage("accelerometer gyroscope ".repeat(1000));
            assertEquals(384, vector.length);
            assertEquals(1, dot(vector, vector), 1e-5);
        }
    }

    @Test
    void nearMeaningIsNearerThanSharedWords() {
        try (var embedder = new BgeEmbedder()) {
            float[] query = embedder.embedQuery("count heartbeats");
            double meaning = dot(query, embedder.embedPassage("R-peak detection in an electrocardiogram"));
            double words = dot(query, embedder.embedPassage("count parcels on a conveyor belt"));
            assertTrue(meaning > words, meaning + " > " + words);
        }
    }

    @Test
    void closedModelIsLoadedAgainAndAnswersTheSame() {
        try (var embedder = new BgeEmbedder()) {
            float[] before = embedder.embedPassage("Modbus registers");
            embedder.close();
            embedder.close();
            assertArrayEquals(before, embedder.embedPassage("Modbus registers"));
        }
    }

    @Test
    void repeatedLoadingAndClosingDoesNotGrowTheProcess() throws IOException {
        try (var embedder = new BgeEmbedder()) {
            long afterFirst = 0;
            for (int i = 0; i < 8; i++) {
                embedder.embedPassage("memory " + i);
                embedder.close();
                if (i == 2) {
                    afterFirst = residentMebibytes();
                }
            }
            long growth = residentMebibytes() - afterFirst;
            System.out.printf("resident after loading and closing 8 times: %+d MiB%n", growth);
            assertTrue(growth < 120, "resident memory grew by " + growth + " MiB");
        }
    }

    private static long residentMebibytes() throws IOException {
        System.gc();
        Path status = Path.of("/proc/self/status");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(status), "needs /proc");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
