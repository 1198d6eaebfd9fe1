package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.adapter.TinyAdapters;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AdapterCommandTest {

    private static final AdapterSettings LORA =
            new AdapterSettings(1, 4, 6, false, 0, EnumSet.of(Target.QUERY), .5, .5, false, false, 1);
    private static final AdapterSettings PECT =
            new AdapterSettings(2, 4, 4, true, 0, EnumSet.of(Target.KEY), .3, .5, true, true, 6);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path base;
    private Path adapter;

    @BeforeEach
    void make() {
        base = TinyModels.gguf(folder, "llama", TensorType.F32, 21);
        adapter = folder.resolve("adapter");
    }

    private void write(AdapterSettings settings, String baseHash) {
        AdapterFile.write(adapter, settings, "tiny", baseHash, TinyAdapters.random(settings, base, 3));
    }

    private int gpiot(Object... arguments) {
        CommandLine command =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    }

    private void refused(String why, Object... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(2, gpiot(arguments), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains(why), err::toString);
    }

    @Test
    void showSaysKindSizeAndBase() throws IOException {
        write(PECT, "a".repeat(64));
        assertEquals(0, gpiot("adapter", "show", adapter), err::toString);
        assertTrue(out.toString().contains("PECT: two coupled paths"), out::toString);
        assertTrue(out.toString().contains("SHA-256 " + "a".repeat(64)), out::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, gpiot("adapter", "show", adapter, "--json"), err::toString);
        JsonNode shown = Json.MAPPER.readTree(out.toString());
        assertEquals(2, shown.get("settings").get("paths").asInt());
        try (ModelFile file = ModelFiles.open(base)) {
            assertEquals(
                    PECT.parameterCount(file.config()), shown.get("numbers").asLong());
        }
    }

    @Test
    void importedLoraBelongsToItsModelFromThenOn() throws IOException {
        write(LORA, "");
        // as PEFT leaves it: without our metadata
        Path other = TinyModels.gguf(Files.createDirectories(folder.resolve("other")), "llama", TensorType.F32, 22);
        strip(adapter.resolve("adapter_model.safetensors"));
        Path mine = folder.resolve("mine");
        assertEquals(0, gpiot("adapter", "import", adapter, "--model", base, "-o", mine), err::toString);
        assertEquals(
                Sha256.of(base, Progress.NONE),
                AdapterFile.read(mine).baseSha256().orElseThrow());
        assertEquals(
                AdapterFile.read(adapter).tensors().keySet(),
                AdapterFile.read(mine).tensors().keySet());
        refused("was tuned on the base", "adapter", "import", mine, "--model", other, "-o", folder.resolve("third"));
        refused("is there already", "adapter", "import", adapter, "--model", base, "-o", mine);
    }

    /** Rewrites the file without the line that names the base. */
    private static void strip(Path file) {
        var read = io.gpiot.engine.format.SafetensorsFile.read(file);
        io.gpiot.engine.format.SafetensorsWriter.write(
                file,
                java.util.Map.of("format", "pt"),
                java.util.List.copyOf(read.tensors().values()));
    }

    @Test
    void exportMergesALoraAndRefusesCoupledPaths() {
        write(LORA, Sha256.of(base, Progress.NONE));
        Path merged = folder.resolve("merged.gguf");
        assertEquals(0, gpiot("adapter", "export", adapter, "--model", base, "-o", merged), err::toString);
        Path there = folder.resolve("merged");
        assertEquals(
                0,
                gpiot("adapter", "export", adapter, "--model", base, "-o", there, "--format", "safetensors"),
                err::toString);
        try (ModelFile file = ModelFiles.open(base);
                ModelFile gguf = ModelFiles.open(merged);
                ModelFile safetensors = ModelFiles.open(there)) {
            assertEquals(file.config(), gguf.config());
            assertEquals(file.tensors().keySet(), safetensors.tensors().keySet());
        }
        write(PECT, Sha256.of(base, Progress.NONE));
        Path none = folder.resolve("none.gguf");
        refused("only a plain LoRA can be merged", "adapter", "export", adapter, "--model", base, "-o", none);
        assertFalse(Files.exists(none));
    }

    @Test
    void adapterOfAnotherModelIsRefusedBeforeAnythingIsLoaded() throws IOException {
        write(LORA, "b".repeat(64));
        Path data = Files.writeString(folder.resolve("x.csv"), "1,2\n");
        refused(
                "was tuned on the base with SHA-256 " + "b".repeat(64),
                "synth",
                "Count",
                "--data",
                data,
                "--model",
                base,
                "--adapter",
                adapter);
        refused("was tuned on the base", "demo", "heartbeat", "--model", base, "--adapter", adapter);
        refused("was tuned on the base", "bench", "--model", base, "--adapter", adapter);
        refused("is not an adapter: it lacks", "synth", "Count", "--data", data, "--model", base, "--adapter", folder);
        refused(
                "exclude each other",
                "synth",
                "Count",
                "--data",
                data,
                "--model",
                base,
                "--adapter",
                adapter,
                "--no-adapter");
        refused(
                "does not go with an endpoint",
                "bench",
                "--endpoint",
                "http://localhost:1/v1",
                "--model",
                "x",
                "--adapter",
                adapter);
    }
}
