package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Json;
import io.gpiot.data.Axis;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.Label;
import io.gpiot.data.SampleRows;
import io.gpiot.data.read.RowLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeRows() {
        SampleRows.write(folder);
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void rowsInOrderExitWithZeroAndAFaultWithTwo() throws Exception {
        assertEquals(0, run("data", "validate", folder.toString()));
        assertTrue(out.toString().contains("3 files: {cgd=1, code=1, tdd=1}, 0 faults"), out.toString());
        SampleRows.file(folder, "cgd/ecg/bad.md", SampleRows.PROGRAM.replace("Level: easy", "Level: odd"));
        out.getBuffer().setLength(0);
        assertEquals(2, run("data", "validate", "--json", folder.toString()));
        var report = Json.MAPPER.readTree(out.toString());
        assertEquals(4, report.path("files").asInt());
        assertEquals(4, report.path("faults").path(0).path("line").asInt());
    }

    @Test
    void aRowIsShownWithItsHashByAPartOfItsId() {
        assertEquals(0, run("data", "show", "centre", folder.toString()));
        assertTrue(out.toString().startsWith("cgd/ecg/centre-signal: "), out.toString());
        assertTrue(out.toString().contains("authored, Apache-2.0, "), out.toString());
        assertTrue(out.toString().contains("## Program"), out.toString());
        assertEquals(2, run("data", "show", "nowhere", folder.toString()));
        assertTrue(err.toString().contains("no row's id holds 'nowhere'"), err.toString());
    }

    @Test
    void aCrawledRowIsShownFromTheLineThatHoldsIt() {
        RowLines.write(
                List.of(new DescriptionRow(
                        Label.crawled(
                                "cgd/pack/describe-smooth",
                                "pack",
                                "pack.smooth",
                                Axis.DESCRIPTION,
                                "MIT",
                                "http://host/a"),
                        "pack.smooth",
                        "pack",
                        "It smooths.")),
                folder.resolve("crawled"));
        assertEquals(0, run("data", "show", "describe-smooth", folder.toString()));
        assertTrue(out.toString().contains("http://host/a, crawled, MIT, "), out.toString());
        assertTrue(out.toString().contains("from pack.\n\nIt smooths."), out.toString());
    }

    @Test
    void whatIsCrawledMustBeAnAddressAndWhatIsReadMustExist() {
        String nowhere = folder.resolve("nowhere").toString();
        String crawl = folder.resolve("crawl").toString();
        String[][] wrong = {
            {"a start must be an address", "crawl", "docs/index.html", "-o", crawl},
            {"must be above 0", "crawl", "http://localhost:1/", "-o", crawl, "--rate", "0"},
            {"holds files that are no crawl", "crawl", "http://localhost:1/", "-o", folder.toString()},
            {"--browser must be a program", "crawl", "http://localhost:1/", "-o", crawl, "--browser", nowhere},
            {"cannot read", "pairs", nowhere, "-o", crawl},
            {"there is no folder", "papers", nowhere, "-o", crawl},
        };
        for (String[] each : wrong) {
            err.getBuffer().setLength(0);
            String[] arguments = Arrays.copyOfRange(each, 1, each.length);
            String[] all =
                    Stream.concat(Stream.of("data"), Arrays.stream(arguments)).toArray(String[]::new);
            assertEquals(2, run(all), each[0]);
            assertTrue(err.toString().contains(each[0]), err.toString());
        }
    }

    @Test
    void rowsAreCounted() {
        assertEquals(0, run("data", "stats", folder.toString()));
        assertTrue(out.toString().contains("libraries: {numpy=2}"), out.toString());
    }

    @Test
    void problemsAreMadeAndShownWithTheirParent() throws Exception {
        Path made = folder.resolve("made");
        assertEquals(
                0,
                run(
                        "data",
                        "augment",
                        "-o",
                        made.toString(),
                        "--no-programs",
                        "--json",
                        "--resources",
                        "0",
                        "--representations",
                        "1"));
        var report = Json.MAPPER.readTree(out.toString());
        assertTrue(report.path("rows").path("tdd: modality").asInt() > 50, out.toString());
        assertTrue(report.path("rows").path("tdd: resources").isMissingNode(), out.toString());
        assertTrue(report.path("allPairs").path("tdd").asInt()
                > report.path("writtenPairs").path("tdd").asInt());
        out.getBuffer().setLength(0);
        assertEquals(0, run("data", "validate", made.toString()));
        out.getBuffer().setLength(0);
        assertEquals(0, run("data", "show", "breathing-rate-uwb-radar-frames", made.toString()));
        assertTrue(out.toString().contains("varied from tdd/wifi-csi/bedroom-breathing-esp32"), out.toString());
        assertEquals(2, run("data", "augment", "-o", folder.toString(), "--no-programs"));
        assertTrue(err.toString().contains("not made here"), err.toString());
    }
}
