package io.gpiot.pect.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.engine.format.SafetensorsFile;
import io.gpiot.engine.format.SafetensorsWriter;
import io.gpiot.engine.format.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code step-00000120.safetensors}: parameters, the optimiser's moments, and in the header the state and what tuning it
 * belongs to. A file appears whole, by one rename; only then are older ones deleted. So a kill or a full disk at any point
 * leaves a checkpoint that can be gone on from.
 */
public final class Checkpoints {

    private static final int KEPT = 2;
    private static final String PREFIX = "step-";
    private static final String SUFFIX = ".safetensors";
    private static final String PARAMETER = "parameter.";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";

    private final Path folder;
    private final Identity identity;

    public Checkpoints(Path folder, Identity identity) {
        this.folder = folder;
        this.identity = identity;
    }

    /** The newest one that was written whole. */
    public Optional<Path> newest() {
        return written().reversed().stream().findFirst();
    }

    /** @throws GpiotException RESOURCES where it cannot be written; those before it stay */
    Path write(TuningState state, SequencedMap<String, Tensor> parameters, AdamW optimiser) {
        Path file = folder.resolve(PREFIX + "%08d".formatted(state.step()) + SUFFIX);
        try (PointerScope scope = new PointerScope()) {
            List<StoredTensor> tensors = new ArrayList<>();
            Map<String, Integer> updates = new java.util.TreeMap<>();
            parameters.forEach((name, parameter) -> {
                AdamW.Moments moments = optimiser.moments(name);
                tensors.add(HostTensors.view(PARAMETER + name, parameter));
                tensors.add(HostTensors.view(FIRST + name, moments.first));
                tensors.add(HostTensors.view(SECOND + name, moments.second));
                updates.put(name, moments.updates);
            });
            Files.createDirectories(folder);
            SafetensorsWriter.write(
                    file,
                    Map.of(
                            "format", "gpiot-tuning-1",
                            "state", Json.write(state),
                            "updates", Json.write(updates),
                            "identity", identity.toJson()),
                    tensors);
            prune(written().reversed().stream().skip(KEPT).toList());
        } catch (IOException e) {
            throw GpiotException.unwritten(folder, e);
        } catch (GpiotException e) {
            removeUnfinished();
            throw e;
        }
        return file;
    }

    /**
     * Fills parameters and moments from a checkpoint.
     *
     * @throws GpiotException USER where it is damaged or belongs to another tuning
     */
    TuningState read(Path file, SequencedMap<String, Tensor> parameters, AdamW optimiser) {
        SafetensorsFile stored = refuseOther(file);
        TuningState state = meta(file, stored, "state", TuningState.class);
        Map<?, ?> updates = meta(file, stored, "updates", Map.class);
        GradMode.set_enabled(false);
        try (PointerScope scope = new PointerScope()) {
            parameters.forEach((name, parameter) -> {
                AdamW.Moments moments = optimiser.moments(name);
                HostTensors.fill(parameter, tensor(file, stored, PARAMETER + name));
                HostTensors.fill(moments.first, tensor(file, stored, FIRST + name));
                HostTensors.fill(moments.second, tensor(file, stored, SECOND + name));
                moments.updates = updates.get(name) instanceof Number number ? number.intValue() : 0;
            });
        } finally {
            GradMode.set_enabled(true);
        }
        return state;
    }

    /** @throws GpiotException USER where a checkpoint is damaged or belongs to another tuning */
    SafetensorsFile refuseOther(Path file) {
        SafetensorsFile stored = SafetensorsFile.read(file);
        identity.difference(meta(file, stored, "identity", Identity.class)).ifPresent(difference -> {
            throw GpiotException.user(file + " is a checkpoint of another tuning: " + difference
                    + "; undo that, or give another folder with --out (--add-epochs N learns longer)");
        });
        return stored;
    }

    /** Deletes what a kill left half-written. */
    public void removeUnfinished() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            prune(files.filter(file -> file.getFileName().toString().endsWith(".part"))
                    .toList());
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void prune(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // An old file that stays does no harm; the new one is there.
                continue;
            }
        }
    }

    private List<Path> written() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(PREFIX + "\\d+\\" + SUFFIX))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static StoredTensor tensor(Path file, SafetensorsFile stored, String name) {
        StoredTensor tensor = stored.tensors().get(name);
        if (tensor == null) {
            throw GpiotException.user(file + " lacks " + name + ": it is no checkpoint of this tuning");
        }
        return tensor;
    }

    private static <T> T meta(Path file, SafetensorsFile stored, String key, Class<T> type) {
        String json = stored.metadata().get(key);
        try {
            if (json != null) {
                return Json.MAPPER.readValue(json, type);
            }
        } catch (JsonProcessingException e) {
            throw GpiotException.user(file + " has a damaged header: " + e.getOriginalMessage());
        }
        throw GpiotException.user(file + " is no checkpoint: its header lacks " + key);
    }
}
