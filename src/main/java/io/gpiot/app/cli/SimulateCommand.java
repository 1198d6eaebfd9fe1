package io.gpiot.app.cli;

import io.gpiot.base.Json;
import io.gpiot.simulate.SimulatedFolder;
import io.gpiot.simulate.Simulator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot simulate}: made sensor data, and beside them their truth. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes simulated sensor data and their truth.",
            "The data go into DIR, their truth into DIR-truth, so that programs that read the data cannot see it. The same"
                    + " seed and size give the same data.",
            "Kinds: ecg (one lead, truth: R-peaks), csi (Wi-Fi CSI of 15 activities, truth: activities of csi_test.npy),"
                    + " multimodal (audio, depth and radar of 11 activities at home, truth likewise)."
        },
        footer = {
            "",
            "Examples:",
            "  gpiot simulate ecg -o made-ecg",
            "  gpiot simulate csi -o made-csi --seed 7 --size 20",
            "  gpiot synth \"Find the R-peaks\" --data made-ecg      # reported as simulated"
        })
final class SimulateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "KIND", description = "ecg, csi or multimodal.")
    @SuppressWarnings("NullAway.Init")
    private String kind;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Where the data go; a new or empty folder.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--size",
            paramLabel = "N",
            description =
                    "ecg: minutes (default: 10); csi: repetitions of each activity (default: 30); multimodal: takes of"
                            + " each activity by each of 10 people (default: 4).")
    private @Nullable Integer size;

    @Option(names = "--json", description = "Print one JSON object: label, data, truth.")
    private boolean json;

    @Override
    public Integer call() {
        Simulator simulator = Simulator.of(kind);
        SimulatedFolder written =
                SimulatedFolder.write(simulator, seed, size == null ? simulator.usualSize() : size, out);
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(Json.write(Map.of(
                    "label",
                    written.label(),
                    "data",
                    written.data().toString(),
                    "truth",
                    written.truth().toString())));
        } else {
            writer.println(written.label().origin());
            writer.println("data:  " + written.data());
            writer.println("truth: " + written.truth());
        }
        writer.flush();
        return 0;
    }
}
