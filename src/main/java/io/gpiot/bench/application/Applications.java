package io.gpiot.bench.application;

import io.gpiot.base.GpiotException;
import io.gpiot.bench.application.Application.Comparison;
import io.gpiot.simulate.Simulator;
import io.gpiot.simulate.data.SensorData;
import io.gpiot.simulate.real.Harmony;
import io.gpiot.simulate.real.MitBih;
import io.gpiot.simulate.real.UciHar;
import io.gpiot.simulate.real.Wiar;
import io.gpiot.synthesis.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paper's three applications, on recordings where they are given and on simulated data where not. */
public final class Applications {

    /** Seed of simulated data: the same for everyone, so that figures can be compared. */
    private static final long DATA_SEED = 1;

    static final Parameter CLASSES = Parameter.parse(
            ClassScoring.RESULT + " (numpy.ndarray): predicted class of each test window, integers, shape (n_test,)");
    private static final Comparison MAJORITY = new Comparison("most frequent class", "majority.py", "classify", true);
    private static final String RANDOM_FOLDS = ClassScoring.ACCURACY + "random folds";
    private static final String REPETITIONS = ClassScoring.ACCURACY + "repetitions";

    private Applications() {}

    /**
     * @param folder with recordings, or null for simulated data
     * @throws GpiotException USER where there is no such application or the folder holds other data
     */
    public static Application of(String id, @Nullable Path folder) {
        if (folder != null && !Files.exists(folder)) {
            throw GpiotException.user("there is no folder " + folder + "; --data takes one with recordings");
        }
        return switch (id) {
            case "heartbeat" -> heartbeat(folder);
            case "wifi-har" -> wifi(folder);
            case "multimodal" -> multimodal(folder);
            default ->
                throw GpiotException.user(
                        "there is no application '" + id + "'; there are heartbeat, wifi-har and multimodal");
        };
    }

    private static SensorData simulated(Simulator simulator) {
        return simulator.data(DATA_SEED, simulator.usualSize());
    }

    private static Application heartbeat(@Nullable Path folder) {
        SensorData data = folder == null ? simulated(Simulator.ECG) : new MitBih(folder);
        return new Application(
                "heartbeat",
                Requirements.HEARTBEAT,
                Requirements.R_PEAKS,
                List.of(Variant.ONLY),
                data,
                new BeatScoring(),
                false,
                List.of(
                        new Comparison("Pan-Tompkins, written by us", "heartbeat_reference.py", "detect", false),
                        new Comparison("fixed numbers, written by us", "heartbeat_naive.py", "detect", false)),
                List.of(
                        beats("Pan-Tompkins, published code, MIT-BIH, 48 records", "0.9911", "0.9939"),
                        beats("XQRS, published code, MIT-BIH, 48 records", "0.9930", "0.9920"),
                        beats("NeuroKit, published code, MIT-BIH, 48 records", "0.9828", "0.9887"),
                        beats("the paper: GPIoT on MIT-BIH", "~0.955", "~0.985"),
                        beats("the paper: GPT-4o on MIT-BIH", "~0.93", "~0.95"),
                        beats("the paper: plain code models on MIT-BIH", "0.01-0.16", "-")));
    }

    private static Published beats(String who, String precision, String recall) {
        return new Published(who, Map.of(BeatScoring.PRECISION, precision, BeatScoring.RECALL, recall));
    }

    private static Application wifi(@Nullable Path folder) {
        return new Application(
                "wifi-har",
                Requirements.WIFI,
                CLASSES,
                Requirements.BUDGETS,
                folder == null ? simulated(Simulator.CSI) : Wiar.data(folder),
                new ClassScoring(),
                true,
                List.of(
                        new Comparison(
                                "Doppler and a forest, written by us", "wifi_har_reference.py", "classify", false),
                        new Comparison("raw amplitudes, written by us", "wifi_har_naive.py", "classify", false),
                        MAJORITY),
                List.of(
                        new Published(
                                "random forest on mean, deviation and FFT, WiAR",
                                Map.of(RANDOM_FOLDS, "0.891", REPETITIONS, "0.807")),
                        new Published("the paper: GPIoT on WiAR", Map.of(RANDOM_FOLDS, "~0.98")),
                        new Published("the paper: others on WiAR", Map.of(RANDOM_FOLDS, "0.24-0.93"))));
    }

    private static Application multimodal(@Nullable Path folder) {
        SensorData data = folder == null
                ? simulated(Simulator.MULTIMODAL)
                : Harmony.isIn(folder) ? Harmony.data(folder) : standIn(folder);
        boolean inertial = folder != null && !Harmony.isIn(folder);
        return new Application(
                "multimodal",
                inertial ? Requirements.INERTIAL : Requirements.HOME,
                CLASSES,
                List.of(Variant.ONLY),
                data,
                new ClassScoring(),
                true,
                List.of(
                        new Comparison(
                                "features by sensor, written by us", "multimodal_reference.py", "classify", true),
                        new Comparison("raw values, written by us", "multimodal_naive.py", "classify", true),
                        MAJORITY),
                inertial
                        ? List.of(
                                accuracy("random forest, split by person, UCI-HAR test part", "people folds", "0.855"),
                                accuracy("the paper: GPIoT on Harmony (other data)", "people folds", "~0.56"))
                        : List.of(
                                accuracy("the paper: GPIoT on Harmony", split(data), "~0.56"),
                                accuracy("the paper: others on Harmony", split(data), "0.23-0.52")));
    }

    private static String split(SensorData data) {
        return data.simulated() ? "people" : "homes folds";
    }

    private static SensorData standIn(Path folder) {
        if (!UciHar.isIn(folder)) {
            throw GpiotException.user(
                    folder + " holds neither Harmony's node_N folders nor UCI-HAR's inertial signals");
        }
        return UciHar.data(folder);
    }

    private static Published accuracy(String who, String split, String value) {
        return new Published(who, Map.of(ClassScoring.ACCURACY + split, value));
    }
}
