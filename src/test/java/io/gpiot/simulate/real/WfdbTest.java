package io.gpiot.simulate.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.data.BeatAnnotations;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.data.WfdbRecord;
import io.gpiot.simulate.ecg.SyntheticEcg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and annotations, against what wfdb-python 4.3.1 reads from the same files. */
class WfdbTest {

    private static final Path EXAMPLE = Path.of("examples/heartbeat");

    @TempDir
    Path folder;

    @Test
    void theExcerptsSignalsAreWhatTheReferenceReads() {
        WfdbRecord record = WfdbRecord.read(EXAMPLE.resolve("data/100/100.hea"));
        assertEquals(216_000, record.samples().length);
        assertEquals(360, record.rate());
        assertEquals("MLII", record.lead());
        assertArrayEquals(new double[] {-0.145, -0.145, -0.145, -0.145}, Arrays.copyOf(record.millivolts(), 4), 1e-12);
        assertEquals(-0.3164286574, Arrays.stream(record.millivolts()).average().orElseThrow(), 1e-6);
        // the header's checksum: the sum of all samples in 16 bits
        assertEquals(27_306, (short) Arrays.stream(record.samples()).sum());
        assertEquals(13_249, (short) Arrays.stream(
                        WfdbRecord.read(EXAMPLE.resolve("data/203/203.hea")).samples())
                .sum());
    }

    @Test
    void theExcerptsBeatsAreWhatTheReferenceReads() {
        int[] clean = BeatAnnotations.read(EXAMPLE.resolve("truth/100.atr"));
        int[] hard = BeatAnnotations.read(EXAMPLE.resolve("truth/203.atr"));
        assertEquals(760, clean.length);
        assertEquals(997, hard.length);
        assertArrayEquals(new int[] {77, 370, 662, 946, 1231}, Arrays.copyOf(clean, 5));
        assertTrue(clean[clean.length - 1] < 216_000 && hard[hard.length - 1] < 216_000);
    }

    @Test
    void longStepsTextAndFieldsAreFollowed() throws IOException {
        // a beat at 10; text of 3 bytes; a skip of 70,000; a rhythm mark; a field; a ventricular beat 5 later
        byte[] bytes = {
            10,
            1 << 2,
            3,
            (byte) (63 << 2),
            'a',
            'b',
            'c',
            0,
            0,
            (byte) (59 << 2),
            1,
            0,
            0x70,
            0x11,
            0,
            28 << 2,
            2,
            (byte) (61 << 2),
            5,
            5 << 2,
            0,
            0
        };
        Path file = folder.resolve("made.atr");
        Files.write(file, bytes);
        assertArrayEquals(new int[] {10, 10 + 70_000 + 5}, BeatAnnotations.read(file));
        Files.write(file, Arrays.copyOf(bytes, 12));
        assertThrows(GpiotException.class, () -> BeatAnnotations.read(file));
    }

    @Test
    void aWrittenRecordReadsBackTheSame() {
        WfdbRecord record =
                SyntheticEcg.generate(SyntheticEcg.Shape.HARD, 250, 20, 3).toRecord("made");
        record.write(folder);
        WfdbRecord back = WfdbRecord.read(folder.resolve("made.hea"));
        assertArrayEquals(record.samples(), back.samples());
        assertArrayEquals(record.millivolts(), back.millivolts());
        assertEquals(250, back.rate());
    }

    @Test
    void whatIsNoRecordIsRefusedWithItsName() throws IOException {
        Path header = folder.resolve("bad.hea");
        for (String text :
                List.of("", "bad\n", "bad 1 360 10\nbad.dat 99 200 11 1024 0 0 0 MLII\n", "bad 1 360 10\n")) {
            Files.writeString(header, text);
            Files.write(folder.resolve("bad.dat"), new byte[30]);
            String message = assertThrows(GpiotException.class, () -> WfdbRecord.read(header))
                    .getMessage();
            assertTrue(message.contains("bad.hea"), message);
        }
    }

    @Test
    void wholeRecordsAreCutToOneLeadEachAndThoseWithoutTruthAreLeftOut() throws IOException {
        Path records = Files.createDirectory(folder.resolve("records"));
        SyntheticEcg.generate(SyntheticEcg.Shape.CLEAN, 360, 10, 1)
                .toRecord("one")
                .write(records);
        SyntheticEcg.generate(SyntheticEcg.Shape.CLEAN, 360, 10, 2)
                .toRecord("two")
                .write(records);
        Files.copy(EXAMPLE.resolve("truth/100.atr"), records.resolve("two.atr"));
        MitBih found = new MitBih(records);
        assertEquals(List.of("two"), found.cases());
        DataCase two = found.write("two", folder.resolve("work"), folder.resolve("truth"));
        assertEquals(3600, MitBih.signal(two).samples().length);
        assertEquals(760, BeatAnnotations.read(two.truth()).length);
        assertThrows(GpiotException.class, () -> new MitBih(folder.resolve("work")));
        assertEquals(
                List.of("100", "203"),
                MitBih.excerpts(EXAMPLE).stream().map(DataCase::name).toList());
    }

    @Test
    void writtenAnnotationsReadBackTheSameAlsoAfterLongSilence() {
        int[] beats = {0, 300, 1_323, 2_347, 80_000, 8_000_000};
        Path file = folder.resolve("beats.atr");
        BeatAnnotations.write(file, beats);
        assertArrayEquals(beats, BeatAnnotations.read(file));
    }
}
