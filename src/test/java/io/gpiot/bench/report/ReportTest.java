package io.gpiot.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.bench.quality.Finding;
import io.gpiot.bench.quality.Quality;
import io.gpiot.bench.rubric.Score;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.Settings;
import io.gpiot.bench.run.Summary;
import io.gpiot.data.examine.Examination;
import io.gpiot.data.examine.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final String EVIL = "<script>alert('x')</script>";

    @TempDir
    private Path folder;

    /** Passes are given as a string of one character a sample: {@code "x"} passed. */
    private static BenchResult result(String model, int samples, String... tasks) {
        List<BenchResult.CodeResult> code = new ArrayList<>();
        for (String task : tasks) {
            List<BenchResult.Sample> answers = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                boolean passed = task.charAt(i) == 'x';
                answers.add(new BenchResult.Sample(
                        i,
                        i,
                        "code " + EVIL,
                        "STOP",
                        10,
                        20,
                        0,
                        Map.of(),
                        passed
                                ? new Examination(Outcome.PASSED, "", "", "", 0.1, 1 << 20)
                                : new Examination(Outcome.NAME, "NameError: " + EVIL, "line 1", EVIL, 0.1, 1 << 20),
                        new Quality(50, List.of(new Finding(Finding.Kind.SMELL, "python:S1", 3, EVIL))),
                        passed ? 0.9 : 0.7));
            }
            code.add(new BenchResult.CodeResult(
                    "code/" + code.size(), "ecg", code.size() % 2 == 0 ? "easy" : "hard", EVIL, EVIL, answers));
        }
        List<BenchResult.PlanResult> plans = List.of(new BenchResult.PlanResult(
                "decomposition/a",
                "ecg",
                EVIL,
                List.of("a requirement"),
                "reference",
                "prompt",
                List.of(new BenchResult.Plan(0, 1, false, EVIL, "STOP", 5, 5, false, 0, 0.25))));
        return new BenchResult(
                BenchResult.VERSION,
                "made",
                "abcdefabcdefabcdef",
                new BenchResult.Identity(model, "hash", "", "ours", true, "python", "fake"),
                new Settings(samples, samples == 1 ? 0 : 0.8, 1, 0, 512, 400),
                Map.of("cores", "2"),
                "2026-01-01T00:00:00Z",
                new BenchResult.Cost(1, 2, 3, 4, 5, 6),
                code,
                plans,
                List.of("a note"),
                Map.of("embedding", "an embedder"),
                List.of(
                        new Score("URC", "code/0", 0, false, 4, false, "model judge", EVIL),
                        new Score("URC", "code/0", 0, false, 2, true, "Ada", "")));
    }

    @Test
    void thePageNeedsNothingBesidesItselfAndEscapesWhatModelsWrite() {
        BenchResult result = result("m", 1, "x", "-", "x");
        String page = BenchPage.of(result, Summary.of(result));
        assertFalse(page.contains("<script"), "what a model wrote is in the page as it is");
        assertFalse(page.contains("src=") || page.contains("href=") || page.contains("@import"));
        for (String part : List.of(
                "pass@1",
                "0.667",
                ".48",
                "abcdefabcdef",
                "hash",
                "machine: cores",
                "code/2",
                "a note",
                "seed",
                "an embedder",
                "URC, judged by people",
                "URC, judged by model judge",
                "Ada (a person)",
                "python:S1",
                "name",
                "FCR free")) {
            assertTrue(page.contains(part), part);
        }
    }

    @Test
    void aResultThatNobodyJudgedSaysSoAndShowsNoScores() {
        BenchResult judged = result("m", 1, "x");
        BenchResult result = Json.MAPPER.convertValue(without(judged, "scores", "instruments"), BenchResult.class);
        assertEquals(List.of(), result.scores());
        String page = BenchPage.of(result, Summary.of(result));
        assertTrue(page.contains("nobody: there are no scores"), page);
        assertFalse(page.contains("URC"), page);
        assertFalse(TextTables.of(result, Summary.of(result)).contains("judged"), page);
    }

    /** As an older version wrote it. */
    private static JsonNode without(BenchResult result, String... fields) {
        ObjectNode node = Json.MAPPER.valueToTree(result);
        return node.remove(List.of(fields));
    }

    @Test
    void findingsAreCountedInAHundredLinesAndSimilarityIsAMeanOverTasks() {
        Summary summary = Summary.of(result("m", 2, "x-", "--"));
        Map<String, Double> measures = new HashMap<>();
        summary.measures()
                .forEach(each -> measures.put(each.name(), each.interval().mean()));
        assertEquals(2.0, measures.get("smells in 100 lines (4 in all)"), 1e-12);
        assertEquals(0.0, measures.get("bugs in 100 lines (0 in all)"), 1e-12);
        assertEquals((0.8 + 0.7) / 2, measures.get("embedding similarity"), 1e-12);
        assertEquals(1.0, measures.get("MiB of a program"), 1e-12);
    }

    @Test
    void aJudgesLaterWordReplacesTheEarlierOne() {
        BenchResult result = result("m", 1, "x");
        Score second = new Score("URC", "code/0", 0, false, 5, true, "Ada", "looked again");
        Score other = new Score("URC", "code/0", 0, false, 1, true, "Grace", "");
        BenchResult after = result.withScores(List.of(second, other), "");
        assertEquals(3, after.scores().size());
        Map<String, Double> measures = new HashMap<>();
        Summary.of(after)
                .measures()
                .forEach(each -> measures.put(each.name(), each.interval().mean()));
        assertEquals(3.0, measures.get("URC, judged by people"), 1e-12);
        assertEquals(4.0, measures.get("URC, judged by model judge"), 1e-12);
    }

    @Test
    void theTerminalShowsEveryWayThatProgramsEnd() {
        BenchResult result = result("m", 1, "x", "-");
        String text = TextTables.of(result, Summary.of(result));
        for (Outcome outcome : Outcome.values()) {
            assertTrue(text.contains("  " + outcome.text()), text);
        }
        assertTrue(text.replaceAll(" +", " ").contains("pass@1 0.500"), text);
    }

    @Test
    void aComparisonGivesTheDifferenceAndItsProbability() {
        BenchResult first = result("a", 1, "x", "-", "-", "-", "-", "-", "-", "-");
        BenchResult second = result("b", 1, "-", "x", "x", "x", "x", "x", "x", "-");
        Comparison comparison = Comparison.of(first, second);
        Comparison.Line line = comparison.lines().getFirst();
        assertEquals("pass@1", line.name());
        assertEquals(0.625, line.difference().mean(), 1e-12);
        // 1 task lost and 6 gained: 2 (1 + 7) / 2^7
        assertEquals(0.125, line.mcNemar(), 1e-12);
        assertEquals(0.125, line.permutation(), 1e-12);
        assertEquals(List.of("code/0"), comparison.lost());
        assertEquals(6, comparison.gained().size());
        assertTrue(comparison.toText().contains("p 0.1250"), comparison.toText());
    }

    @Test
    void severalSamplesAreComparedByTheirShares() {
        Comparison comparison = Comparison.of(result("a", 2, "xx", "x-", "--"), result("b", 2, "x-", "xx", "x-"));
        Comparison.Line line = comparison.lines().getFirst();
        assertNull(line.mcNemar());
        assertEquals(0.5 / 3, line.difference().mean(), 1e-12);
        assertEquals(1.0, line.permutation(), 1e-12);
    }

    @Test
    void resultsOnDifferentTasksAreNotCompared() {
        BenchResult first = result("a", 1, "x");
        BenchResult other =
                Json.MAPPER.convertValue(Json.MAPPER.valueToTree(first).deepCopy(), BenchResult.class);
        assertEquals(first, other);
        String text = Json.write(first).replace("abcdefabcdefabcdef", "fedcbafedcbafedcba");
        Json.writeText(folder.resolve(BenchReport.RESULT), text);
        GpiotException fault = assertThrows(GpiotException.class, () -> Comparison.of(first, BenchReport.read(folder)));
        assertTrue(fault.getMessage().contains("different tasks"), fault::getMessage);
    }

    @Test
    void aFolderWithoutAResultOrOfAnotherVersionIsRefused() throws Exception {
        assertTrue(assertThrows(GpiotException.class, () -> BenchReport.read(folder))
                .getMessage()
                .contains("there is no result"));
        Files.writeString(
                folder.resolve(BenchReport.RESULT),
                Json.write(result("a", 1, "x")).replace("\"version\" : 1", "\"version\" : 99"));
        assertTrue(assertThrows(GpiotException.class, () -> BenchReport.read(folder))
                .getMessage()
                .contains("version 99"));
    }
}
