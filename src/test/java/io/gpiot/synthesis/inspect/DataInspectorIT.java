package io.gpiot.synthesis.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.execute.PythonScripts;
import io.gpiot.synthesis.execute.RealPython;
import io.gpiot.synthesis.execute.ValueStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data folders, good and bad, read by the real loader in the real sandbox. */
class DataInspectorIT {

    @TempDir
    Path folder;

    private Path data;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void emptyFolder() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
    }

    private List<Value> inspect(Path of, long limitBytes) {
        PythonScripts scripts = PythonScripts.unpack(folder.resolve("scripts"));
        ValueStore store = new ValueStore(folder.resolve("values"));
        return new DataInspector(RealPython.runner(), scripts, store, limitBytes, 1L << 30, warnings::add).inspect(of);
    }

    private Map<String, String> types(Path of) {
        return inspect(of, 1 << 20).stream()
                .collect(Collectors.toMap(
                        Value::name,
                        value -> value.parameter().type().python(),
                        (one, two) -> one,
                        LinkedHashMap::new));
    }

    private String refused(Path of, long limitBytes) {
        String message = assertThrows(GpiotException.class, () -> inspect(of, limitBytes))
                .getMessage();
        assertEquals(1, message.lines().count());
        return message;
    }

    private static byte[] wav(int samples) {
        ByteBuffer buffer = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
        buffer.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        buffer.putShort((short) 1)
                .putShort((short) 1)
                .putInt(8000)
                .putInt(16000)
                .putShort((short) 2);
        buffer.putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(2 * samples);
        return buffer.array();
    }

    @Test
    void aWfdbRecordIsASignalInMillivoltsAndItsRate() {
        List<Value> values = inspect(Path.of("examples/heartbeat/data/100"), 1 << 20);
        assertEquals(List.of("ecg", "fs"), values.stream().map(Value::name).toList());
        assertTrue(values.get(0).facts().startsWith("float64, shape (216000,), -0.775 to 1.3"), values.toString());
        assertEquals("360", values.get(1).facts());
        assertEquals(values, inspect(Path.of("examples/heartbeat/data/100/100.hea"), 1 << 20));
    }

    @Test
    void tablesTextsAndSoundsBecomeValuesWithPythonNames() throws IOException {
        Files.writeString(data.resolve("Room 12 (night).csv"), "time,temp\n0,20\n0.5,21\n1,\n");
        Files.writeString(data.resolve("wide.csv"), "a,b,kind\n1,2,x\n3,4,y\n");
        Files.writeString(data.resolve("class.json"), "{\"site\": \"lab\"}");
        Files.writeString(data.resolve("notes.txt"), "calibrated in May");
        Files.write(data.resolve("door.wav"), wav(800));
        Files.writeString(data.resolve("README.md"), "about");
        Map<String, String> types = types(data);
        assertEquals("pandas.DataFrame", types.get("room_12_night"), types.toString());
        assertEquals("numpy.ndarray", types.get("room_12_night_temp"), types.toString());
        assertEquals("pandas.DataFrame", types.get("wide"));
        assertEquals("dict", types.get("data_class"));
        assertEquals("str", types.get("notes"));
        assertEquals("numpy.ndarray", types.get("door_audio"));
        assertEquals("float", types.get("door_fs"));
        assertTrue(types.keySet().stream().allMatch(name -> name.matches("[a-z_]\\w*")), types.toString());
    }

    @Test
    void hundredsOfFilesAreOneValue() throws IOException {
        for (int number = 0; number < 300; number++) {
            Files.write(data.resolve("clip_" + number + ".wav"), wav(100 + number % 2));
        }
        List<Value> values = inspect(data, 1 << 20);
        assertEquals(
                List.of("audio", "fs", "file_names"),
                values.stream().map(Value::name).toList());
        assertTrue(values.get(0).facts().startsWith("300 items of numpy.ndarray"), values.toString());
    }

    @Test
    void subFoldersAreClasses() throws IOException {
        for (String name : List.of("walk", "run")) {
            Files.createDirectory(data.resolve(name));
            for (int number = 0; number < 3; number++) {
                Files.writeString(data.resolve(name).resolve(number + ".csv"), "1,2\n3,4\n5,6\n");
            }
        }
        List<Value> values = inspect(data, 1 << 20);
        assertEquals(
                List.of("x", "y", "class_names"),
                values.stream().map(Value::name).toList());
        assertTrue(values.get(0).facts().contains("shape (6, 3, 2)"), values.toString());
    }

    @Test
    void aFileThatCannotBeReadIsSkippedAndNamed() throws IOException {
        Files.writeString(data.resolve("broken.npy"), "not an array");
        Files.writeString(data.resolve("empty.csv"), "");
        Files.writeString(data.resolve("firmware.bin"), "?");
        Files.writeString(data.resolve("pickled.npy"), "\u0093NUMPY\u0001\u0000");
        Files.writeString(data.resolve("good.csv"), "1\n2\n3\n");
        Map<String, String> types = types(data);
        assertEquals(List.of("good", "good_values"), List.copyOf(types.keySet()));
        for (String name : List.of("broken.npy", "empty.csv", "firmware.bin", "pickled.npy")) {
            assertTrue(warnings.stream().anyMatch(line -> line.startsWith("skipped " + name)), warnings.toString());
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedInOneLineWithTheWayOut() throws IOException {
        assertTrue(refused(folder.resolve("absent"), 10).contains("does not exist"));
        assertTrue(refused(data, 10).contains("is empty; put data files into it"));
        Files.writeString(data.resolve("broken.npy"), "not an array");
        String nothing = refused(data, 1 << 20);
        assertTrue(nothing.contains("nothing that can be read (broken.npy: "), nothing);
        Files.write(data.resolve("large.csv"), new byte[3 << 20]);
        String large = refused(data, 1 << 20);
        assertTrue(
                large.contains("3.0 MiB") && large.contains("limit of 1.0 MiB") && large.contains("large.csv"), large);
    }

    @Test
    void dataThatOutgrowsTheMemoryLimitIsRefused() throws IOException {
        try (var file = new java.io.RandomAccessFile(data.resolve("huge.npy").toFile(), "rw")) {
            file.write("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
            String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (6442450944,), }";
            file.write(new byte[] {118, 0});
            file.write((header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
            file.setLength(128 + 6_442_450_944L);
        }
        String message = refused(data, 1L << 40);
        assertTrue(message.contains("huge.npy") && message.contains("memory limit"), message);
    }
}
