package io.gpiot.simulate;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.data.SensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of simulated data, with a label in a hidden file that readers of data pass over. The truth lies in another folder
 * beside it, so that a program that may read the data cannot read the truth.
 *
 * @param data absolute
 * @param truth absolute, a file
 */
public record SimulatedFolder(Label label, Path data, Path truth) {

    private static final String LABEL = ".gpiot-simulated.json";

    /**
     * What the data are.
     *
     * @param simulator its id
     * @param origin one line for reports
     * @param truth the file's name
     * @param complete false while the files are being written
     */
    public record Label(String simulator, long seed, int size, String origin, String truth, boolean complete) {}

    /**
     * Writes the data, or takes what the same simulator with the same seed and size wrote there before.
     *
     * @throws GpiotException USER where the folder holds anything else
     */
    public static SimulatedFolder write(Simulator simulator, long seed, int size, Path folder) {
        Path data = folder.toAbsolutePath().normalize();
        SensorData source = simulator.data(seed, size);
        Label wanted = new Label(simulator.id(), seed, size, source.origin(), "", false);
        Optional<Label> there = read(data);
        if (there.isEmpty() && !isEmpty(data)) {
            throw GpiotException.user(folder + " is not empty: name another folder");
        }
        if (there.isPresent()) {
            Label old = there.get();
            if (!old.simulator().equals(wanted.simulator()) || old.seed() != seed || old.size() != size) {
                throw GpiotException.user(
                        folder + " holds other simulated data (" + old.origin() + "): name another folder");
            }
            if (old.complete() && Files.exists(beside(data).resolve(old.truth()))) {
                return new SimulatedFolder(old, data, beside(data).resolve(old.truth()));
            }
        }
        Json.writeFile(data.resolve(LABEL), wanted);
        DataCase written = source.write(source.cases().getFirst(), data, beside(data));
        Label label = new Label(
                simulator.id(),
                seed,
                size,
                source.origin(),
                written.truth().getFileName().toString(),
                true);
        Json.writeFile(data.resolve(LABEL), label);
        return new SimulatedFolder(label, data, written.truth());
    }

    /** The label of a folder that a simulator wrote; empty for any other data. */
    public static Optional<Label> read(Path data) {
        Path label = data.resolve(LABEL);
        return Files.isRegularFile(label) ? Optional.of(Json.readFile(label, Label.class)) : Optional.empty();
    }

    /** As a case of its own. */
    public DataCase toCase() {
        return new DataCase(label.simulator(), data, truth);
    }

    private static Path beside(Path data) {
        return data.resolveSibling(data.getFileName() + "-truth");
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw GpiotException.user("cannot use the folder " + folder + ": " + e.getMessage());
        }
    }
}
