package io.gpiot.data.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.data.Origin;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.read.RowFiles;
import io.gpiot.engine.Request;
import io.gpiot.engine.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperRowsTest {

    private static final String MODULES = """
            Here they are:
            Module 1 [Phase Extraction]: takes complex samples, unwraps the phase, gives displacement in millimetres
            **Module 2 [Breath Removal]**: takes displacement, removes harmonics with a comb, gives the heart band
            """;
    private static final String PROBLEM = """
            ## Problem
            A 60 GHz radar on a desk records complex samples of a sitting person at 20 Hz for one minute. I want the movement of
            the chest in millimetres, free of jumps, although the person moves now and then.

            ## Data
            - samples (numpy.ndarray): complex samples at 20 Hz, shape (1200,)

            ## Sub-Tasks
            Sub-Task 1 [Remove Static Reflections]
            - Subtract the mean of the complex samples over 10 s

            Sub-Task 2 [Unwrap Phase]
            - Take the angle and unwrap it with a threshold of pi

            Sub-Task 3 [Scale To Millimetres]
            - Multiply by 5 mm and divide by 4 pi
            """;

    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private ScriptedModel model = ScriptedModel.saying("");

    @BeforeEach
    void papers() throws IOException {
        pdf("radar.pdf", document -> document);
    }

    private void pdf(String name, UnaryOperator<PDDocument> change) throws IOException {
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            try (var content = new PDPageContentStream(document, document.getPage(0))) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.HELVETICA), 10);
                content.setLeading(14);
                content.newLineAtOffset(72, 720);
                for (String line : List.of(
                        "Hearts by radar",
                        "1 Method",
                        "The samples lose their mean. The phase is unwrapped along slow time and scaled.",
                        "2 Breath",
                        "A comb removes the harmonics of the breath before the heart is looked for.")) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
            change.apply(document).save(folder.resolve(name).toFile());
        }
    }

    private PaperRows read(String modules, String... problems) {
        int[] asked = {0};
        model = new ScriptedModel(request -> Optional.of(
                text(request).contains("technical modules")
                        ? modules
                        : problems[Math.min(asked[0]++, problems.length - 1)]));
        return PaperRows.of(folder, model, Progress.NONE, said::add);
    }

    private static String text(Request request) {
        return request.messages().getLast().content();
    }

    @Test
    void eachModuleOfAPaperBecomesAProblemWithSubTasks() {
        PaperRows rows = read(MODULES, PROBLEM);
        assertEquals(1, rows.papers());
        assertEquals(2, rows.modules());
        assertEquals(2, rows.rows().size(), rows.rejects().toString());
        ProblemRow row = rows.rows().getFirst();
        assertEquals("Phase Extraction", row.title());
        assertEquals("tdd/paper/radar-phase-extraction", row.label().id());
        assertEquals(Origin.PAPER, row.label().origin());
        assertTrue(row.problem().startsWith("A 60 GHz radar"));
        assertEquals("samples", row.data().getFirst().name());
        assertEquals(3, row.subTasks().size());
    }

    @Test
    void thePassagesThatSpeakOfAModuleComeWithItsPrompt() {
        Passages passages = new Passages(List.of(
                chunk("The weather was fine and nobody moved."),
                chunk("A comb removes the harmonics of the breath."),
                chunk("We thank our colleagues.")));
        assertEquals("A comb removes the harmonics of the breath.", passages.about("harmonics removed by a comb", 50));
        assertEquals(3, passages.about("comb", 5000).split("\n\n").length);
    }

    private static io.gpiot.knowledge.read.Chunk chunk(String text) {
        return new io.gpiot.knowledge.read.Chunk("", 1, text);
    }

    @Test
    void anAnswerThatIsNoProblemIsAskedForOnceMoreAndThenRejectedWithItsReason() {
        String[][] bad = {
            {"the answer has not the three parts", "I cannot do that."},
            {"the problem speaks of the paper", PROBLEM.replace("A 60 GHz radar", "The paper's 60 GHz radar")},
            {
                "its data is not in the form name (type): meaning",
                PROBLEM.replace("- samples (numpy.ndarray)", "- the samples")
            },
            {"its sub-tasks cannot be read", PROBLEM.replaceAll("Sub-Task \\d", "Step")},
            {"too few or too many sub-tasks", PROBLEM.replaceAll("(?s)Sub-Task 2.*", "")},
            {"the problem is too short or too long", PROBLEM.replaceAll("(?s)A 60 GHz.*and then\\.", "Radar.")},
        };
        for (String[] each : bad) {
            PaperRows rows = read("Module 1 [One]: all of it", each[1]);
            assertEquals(List.of(), rows.rows());
            assertEquals(java.util.Map.of(each[0], 1), rows.reasons());
            assertEquals(3, model.asked().size(), "modules, and the problem twice");
        }
        assertEquals(1, read("Module 1 [One]: all of it", "no", PROBLEM).rows().size());
    }

    @Test
    void aPaperWithoutModulesIsRejected() {
        PaperRows rows = read("There is no system here.", PROBLEM);
        assertEquals(java.util.Map.of("no modules were named", 1), rows.reasons());
    }

    @Test
    void encryptedScannedAndBrokenPapersAreOneLineEachAndTheOthersAreRead() throws IOException {
        pdf("secret.pdf", document -> {
            try {
                document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
                return document;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        try (var scanned = new PDDocument()) {
            scanned.addPage(new PDPage());
            scanned.save(folder.resolve("scanned.pdf").toFile());
        }
        Files.writeString(folder.resolve("broken.pdf"), "%PDF-1.7 and then nothing");
        PaperRows rows = read(MODULES, PROBLEM);
        assertEquals(1, rows.papers());
        assertEquals(3, said.size(), said.toString());
        for (String name : List.of("secret.pdf", "scanned.pdf", "broken.pdf")) {
            List<String> lines =
                    said.stream().filter(line -> line.contains(name)).toList();
            assertEquals(1, lines.size());
            assertFalse(lines.getFirst().contains("\n"));
        }
        assertEquals(3, rows.reasons().get("cannot be read"));
    }

    @Test
    void aFolderWithoutPapersIsAUsersMistake() throws IOException {
        Files.delete(folder.resolve("radar.pdf"));
        assertEquals(
                GpiotException.Category.USER,
                assertThrows(GpiotException.class, () -> read(MODULES, PROBLEM)).category());
    }

    @Test
    void rowsThatAreWrittenAreReadBackWithoutFaults() {
        PaperRows rows = read(MODULES, PROBLEM, PROBLEM.replace("sitting", "sleeping"));
        Path out = folder.resolve("rows");
        rows.write(out);
        assertEquals(rows.rows(), RowFiles.read(List.of(out)).rows());
        assertEquals(List.of(), RowFiles.read(List.of(out)).faults());
    }
}
