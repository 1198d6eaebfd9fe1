package io.gpiot.data.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.jerolba.carpet.CarpetReader;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.data.Axis;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.Label;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.SampleRows;
import io.gpiot.data.UsageRow;
import io.gpiot.data.distinct.Meanings;
import io.gpiot.data.distinct.Protected;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.RowLines;
import io.gpiot.data.read.Rows;
import io.gpiot.data.scale.Cores;
import io.gpiot.data.verify.RowVerdict;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.ValueType;
import io.gpiot.synthesis.decompose.SubTaskParser;
import io.gpiot.synthesis.generate.ProgramText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetBuilderTest {

    private static final RowVerdict PASSED = new RowVerdict.Passed(0.1, List.of());

    @TempDir
    private Path folder;

    @BeforeEach
    void writeRows() {
        SampleRows.write(folder);
    }

    private Rows rows() {
        return RowFiles.read(List.of(folder));
    }

    private static Dataset build(Rows rows, Function<Row, RowVerdict> verdict, int tokens, List<Protected> others) {
        return build(rows, verdict, tokens, others, Optional.empty());
    }

    private static Dataset build(
            Rows rows,
            Function<Row, RowVerdict> verdict,
            int tokens,
            List<Protected> others,
            Optional<Meanings.Embedding> embedding) {
        Map<String, RowVerdict> verdicts =
                rows.rows().stream().collect(Collectors.toMap(Row::hash, verdict, (one, other) -> one));
        return DatasetBuilder.build(
                rows,
                verdicts,
                others,
                new DatasetBuilder.Settings(
                        tokens,
                        DatasetBuilder.ROUGHLY,
                        (query, count) ->
                                Stream.of("CARD-ONE", "CARD-TWO").limit(count).toList(),
                        new Cores(2),
                        embedding));
    }

    private static Dataset build(Rows rows) {
        return build(rows, row -> PASSED, 4000, List.of());
    }

    @Test
    void answersAreReadBackByWhatReadsModels() {
        Rows rows = rows();
        Dataset dataset = build(rows);
        ProgramRow program = rows.of(ProgramRow.class).getFirst();
        ProblemRow problem = rows.of(ProblemRow.class).getFirst();
        int programs = 0;
        for (Sample sample : dataset.samples()) {
            if (sample.kind().equals("cgd")) {
                programs++;
                String code = ProgramText.code(sample.answer(), true).orElseThrow();
                assertTrue(code.endsWith(program.code().substring(program.code().indexOf("    finite ="))), code);
                assertEquals(
                        sample.id().endsWith("+documentation") ? program.documentation() : "",
                        ProgramText.documentation(sample.answer()));
                assertTrue(sample.question().startsWith(program.specification().toMarkdown()), sample.question());
            } else {
                assertTrue(SubTaskParser.wellFormed(sample.answer()), sample.answer());
                assertEquals("", sample.prefill());
                assertEquals(problem.subTasks(), SubTaskParser.parse(sample.answer()));
            }
            assertEquals("system", sample.messages().getFirst().role());
            assertEquals("user", sample.messages().getLast().role());
        }
        assertEquals(2, programs);
    }

    @Test
    void whatCannotBeAskedForAsInUseIsRejectedWithItsReason() {
        SampleRows.file(
                folder,
                "cgd/ecg/centre-signal.md",
                SampleRows.PROGRAM.replace("\ndef centre", "\nfrom math import *\n\n\ndef centre"));
        Dataset dataset = build(rows());
        assertEquals(
                List.of(new Reject(
                        "cgd/ecg/centre-signal", "cgd", Reject.SHAPE, "it imports what only a module may import")),
                dataset.rejects());
        assertTrue(dataset.of("cgd", true).isEmpty() && dataset.of("cgd", false).isEmpty());
    }

    @Test
    void everyWordingIsAPairOfItsOwn() {
        List<Sample> pairs = build(rows()).samples().stream()
                .filter(sample -> sample.kind().equals("tdd"))
                .toList();
        assertEquals(
                List.of("tdd/water/leaks", "tdd/water/leaks+wording1", "tdd/water/leaks+wording2"),
                pairs.stream().map(Sample::id).toList());
        assertEquals(
                List.of("none", "wording", "wording"),
                pairs.stream().map(Sample::axis).toList());
        assertEquals(1, pairs.stream().map(Sample::split).distinct().count());
    }

    @Test
    void noBenchTaskBecomesAPair() {
        assertTrue(build(rows()).samples().stream()
                .allMatch(sample -> sample.kind().equals("tdd") || sample.kind().equals("cgd")));
    }

    @Test
    void aProgramThatDidNotPassIsRejectedWithItsReason() {
        Dataset failed = build(rows(), row -> new RowVerdict.Failed("line 3"), 4000, List.of());
        Dataset open = build(rows(), row -> new RowVerdict.Unchecked("no sandbox"), 4000, List.of());
        assertEquals(List.of(new Reject("cgd/ecg/centre-signal", "cgd", Reject.EXECUTION, "line 3")), failed.rejects());
        assertEquals(Map.of("cgd: execution", 1), open.reasons());
        assertTrue(failed.of("cgd", true).isEmpty() && failed.of("cgd", false).isEmpty());
    }

    @Test
    void aLongPairIsRejectedAndNotCut() {
        Dataset dataset = build(rows(), row -> PASSED, 10, List.of());
        assertEquals(List.of(), dataset.samples());
        assertEquals(Map.of("cgd: too long", 2, "tdd: too long", 3), dataset.reasons());
    }

    @Test
    void aNearDuplicateCountsOnce() {
        SampleRows.file(
                folder,
                "cgd/ecg/zentre.md",
                SampleRows.PROGRAM.replace("200)", "201)").replace("any unit", "some unit"));
        Dataset dataset = build(rows());
        assertEquals(
                List.of(new Reject("cgd/ecg/zentre", "cgd", Reject.DUPLICATE, "of cgd/ecg/centre-signal")),
                dataset.rejects());
    }

    @Test
    void aRowThatABenchmarkHoldsIsRejected() {
        Protected task = new Protected(
                "H/1", "human", "", rows().of(ProblemRow.class).getFirst().problem(), "");
        Dataset dataset = build(rows(), row -> PASSED, 4000, List.of(task));
        assertEquals(Map.of("tdd: shared with a benchmark", 1), dataset.reasons());
        assertEquals(1, dataset.comparison().words());
        assertEquals(Map.of("gpiot-bench", 1, "human", 1), dataset.comparison().tasks());
    }

    @Test
    void aRowWithAFaultIsRejectedAndTold() {
        SampleRows.file(folder, "cgd/ecg/bad.md", SampleRows.PROGRAM.replace("Level: easy", "Level: odd"));
        SampleRows.file(
                folder,
                "cgd/ecg/taken.md",
                SampleRows.PROGRAM.replace("centring", "pump-cavitation").replace("200)", "9)"));
        Dataset dataset = build(rows());
        assertEquals(Map.of("row: structure", 2), dataset.reasons());
        assertEquals(
                List.of("cgd/ecg/centre-signal", "cgd/ecg/centre-signal+documentation"),
                dataset.samples().stream()
                        .filter(each -> each.kind().equals("cgd"))
                        .map(Sample::id)
                        .toList());
    }

    @Test
    void theSameRowsGiveTheSameBytes() throws Exception {
        for (String name : List.of("one", "two")) {
            Rows rows = rows();
            DatasetFiles.write(
                    build(rows),
                    DataStatistics.of(rows.rows()),
                    folder.resolve("out").resolve(name));
        }
        for (String file : List.of(
                "tdd-training.jsonl",
                "tdd-development.jsonl",
                "cgd-training.jsonl",
                "cgd-development.jsonl",
                "tdd-training.parquet",
                "tdd-development.parquet",
                "cgd-training.parquet",
                "cgd-development.parquet",
                "rejects.jsonl",
                "dataset.json",
                "README.md")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("out/one").resolve(file)),
                    Files.readAllBytes(folder.resolve("out/two").resolve(file)),
                    file);
        }
    }

    @Test
    void aLineIsJsonWithAllThatIsKnownOfThePair() throws Exception {
        Rows rows = rows();
        DatasetFiles.write(build(rows), DataStatistics.of(rows.rows()), folder.resolve("out"));
        String lines = Files.readString(folder.resolve("out/cgd-training.jsonl"))
                + Files.readString(folder.resolve("out/cgd-development.jsonl"));
        JsonNode pair = Json.MAPPER.readTree(lines.lines().findFirst().orElseThrow());
        assertEquals("cgd/ecg/centre-signal", pair.path("id").asText());
        assertEquals("passed", pair.path("verdict").asText());
        assertEquals("authored", pair.path("origin").asText());
        assertEquals("Apache-2.0", pair.path("licence").asText());
        assertEquals("example", pair.path("axis").asText());
        assertEquals(64, pair.path("hash").asText().length());
        assertTrue(Files.size(folder.resolve("out/domains.png")) > 1000);
    }

    @Test
    void crawledRowsAreAskedAsTheyAskAndKeepTheirOriginAndLicence() {
        List<Row> crawled = List.of(
                new DescriptionRow(
                        label("describe", Axis.DESCRIPTION), "pack.smooth", "pack", "It makes signals smooth."),
                new UsageRow(
                        label("use", Axis.IMPLEMENTATION),
                        "Smooth a signal.",
                        "pack.smooth",
                        "pack",
                        "import pack\n\npack.smooth([1, 2])\n",
                        "**Purpose**: smooth."),
                new ExampleRow(
                        label("example", Axis.EXAMPLE),
                        new Specification(
                                1,
                                "Smooth",
                                "run_smooth",
                                "Smooth a signal by medians of three values.",
                                List.of(new Parameter("x", ValueType.ARRAY, "noisy")),
                                List.of(new Parameter("y", ValueType.ARRAY, "smooth"))),
                        "pack.smooth",
                        "import pack\n\n\ndef run_smooth(x):\n    return pack.smooth(x)\n",
                        "Medians."));
        RowLines.write(crawled, folder.resolve("crawled"));
        Rows read = RowFiles.read(List.of(folder.resolve("crawled")));
        assertEquals(crawled, read.rows());
        assertEquals(List.of(), read.faults());
        Dataset dataset = build(read, row -> PASSED, 3000, List.of());
        assertEquals(List.of(), dataset.rejects());
        List<Sample> samples = dataset.samples();
        assertEquals(
                "Provide a detailed description of pack.smooth from pack.",
                samples.get(0).question());
        assertEquals("It makes signals smooth.", samples.get(0).answer());
        assertTrue(samples.get(1).question().startsWith("Write some Python code with comments and documentation"));
        assertEquals("ran", samples.get(1).verdict());
        assertTrue(samples.get(2).question().contains("**Input Specification**\n- x (numpy.ndarray): noisy"));
        assertTrue(samples.get(2).answer().endsWith("    import pack\n    return pack.smooth(x)\n```"));
        assertEquals("Medians.", ProgramText.documentation(samples.get(3).answer()));
        assertEquals(
                List.of("crawled", "crawled", "crawled", "crawled"),
                samples.stream().map(Sample::origin).toList());
        assertEquals(
                List.of("MIT"), samples.stream().map(Sample::licence).distinct().toList());
        assertEquals(1, samples.stream().map(Sample::split).distinct().count(), "one topic, one split");
    }

    private static Label label(String form, Axis axis) {
        return Label.crawled("cgd/pack/" + form, "pack", "pack.smooth", axis, "MIT", "http://host/page.html");
    }

    @Test
    void aLineThatIsNoRowIsNamed() throws java.io.IOException {
        Path file = folder.resolve("crawled").resolve(RowLines.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"form\":\"poem\"}\n");
        GpiotException thrown = assertThrows(GpiotException.class, () -> RowFiles.read(List.of(file)));
        assertTrue(String.valueOf(thrown.getMessage()).contains("rows.jsonl, line 1"), thrown.getMessage());
    }

    @Test
    void aDatasetIsInOrderUntilSomebodyChangesIt() throws Exception {
        Rows rows = rows();
        Path out = folder.resolve("out");
        DatasetFiles.write(build(rows), DataStatistics.of(rows.rows()), out);
        assertTrue(DatasetCheck.is(out));
        DatasetCheck.Result good = DatasetCheck.check(out);
        assertEquals(List.of(), good.faults());
        assertEquals(build(rows).samples().size(), good.pairs());

        Path file = Stream.of("tdd-training.jsonl", "tdd-development.jsonl")
                .map(out::resolve)
                .filter(each -> each.toFile().length() > 0)
                .findFirst()
                .orElseThrow();
        List<String> lines = Files.readAllLines(file);
        Files.writeString(
                file,
                lines.getFirst() + "\n" + lines.getFirst().replace("\"role\":\"user\"", "\"role\":\"assistant\"")
                        + "\n{\n" + lines.getLast().replace("\"prefill\":\"\"", "\"prefill\":\"x\"") + "\n");
        assertTrue(DatasetCheck.check(out).faults().getFirst().why().contains("SHA-256"));
        assertEquals(
                List.of(
                        "is that of",
                        "must end with the user's question",
                        "is no pair",
                        "does not begin with its prefill"),
                DatasetCheck.check(file).faults().stream()
                        .map(fault -> fault.why()
                                .replaceFirst("^.*(is that of|must end.*|is no pair|does not begin.*).*$", "$1"))
                        .toList());
    }

    @Test
    void parquetHoldsTheSamePairs() throws Exception {
        Rows rows = rows();
        Dataset dataset = build(rows);
        DatasetFiles.write(dataset, DataStatistics.of(rows.rows()), folder.resolve("out"));
        for (String kind : List.of("tdd", "cgd")) {
            for (boolean training : List.of(true, false)) {
                String name = kind + (training ? "-training" : "-development") + ".parquet";
                assertEquals(
                        dataset.of(kind, training),
                        new CarpetReader<>(folder.resolve("out").resolve(name).toFile(), Sample.class).toList());
            }
        }
    }

    /** Counts of words: the same question in another order of words has the same vector. */
    private static float[] words(String text) {
        float[] vector = new float[4096];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            vector[Math.floorMod(word.hashCode(), vector.length)]++;
        }
        double norm = Math.sqrt(IntStream.range(0, vector.length)
                .mapToDouble(i -> vector[i] * vector[i])
                .sum());
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) norm;
        }
        return vector;
    }

    @Test
    void aRowThatAsksWhatABenchmarkAsksInOtherWordsGoes() {
        Rows rows = rows();
        ProgramRow row = rows.of(ProgramRow.class).getFirst();
        String asked = row.specification().name() + ". " + row.specification().target();
        List<String> words = new ArrayList<>(List.of(asked.split(" ")));
        Collections.reverse(words);
        var embedding = Optional.of(new Meanings.Embedding("words", DatasetBuilderTest::words));
        Protected same = new Protected("t/1", "suite", String.join(" ", words), "", "");
        Protected other = new Protected("t/2", "suite", "zzz qqq xxx", "", "");
        Dataset kept = build(rows, each -> PASSED, 4000, List.of(other), embedding);
        Dataset gone = build(rows, each -> PASSED, 4000, List.of(same), embedding);
        assertTrue(kept.samples().stream().anyMatch(each -> each.kind().equals("cgd")));
        assertTrue(gone.samples().stream().noneMatch(each -> each.kind().equals("cgd")));
        assertEquals(1, gone.reasons().get("cgd: " + Reject.MEANING));
        assertEquals(1, gone.comparison().meaning().rejected());
        assertEquals(2, gone.comparison().meaning().rows());
    }
}
