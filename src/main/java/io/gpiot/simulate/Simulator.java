package io.gpiot.simulate;

import io.gpiot.base.GpiotException;
import io.gpiot.simulate.csi.CsiSimulator;
import io.gpiot.simulate.data.LabelledData;
import io.gpiot.simulate.data.SensorData;
import io.gpiot.simulate.data.Split;
import io.gpiot.simulate.ecg.EcgSimulator;
import io.gpiot.simulate.multimodal.HomeSimulator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What can be simulated. */
public enum Simulator {
    /** One lead of an ECG; the truth are the R-peaks. */
    ECG("ecg", "minutes of the recording", 10, 120) {
        @Override
        public SensorData data(long seed, int size) {
            return new EcgSimulator(seed, checked(size), PEOPLE);
        }
    },
    /** Wi-Fi CSI amplitudes in WiAR's shape; the truth are the activities of the tested windows. */
    CSI("csi", "repetitions of each of 15 activities", 30, 200) {
        @Override
        public SensorData data(long seed, int size) {
            String origin = "simulated Wi-Fi CSI: 15 activities x " + checked(size)
                    + ", 90 channels x 250 packets, seed " + seed;
            return new LabelledData(
                    origin,
                    true,
                    "csi 1 " + seed + " " + size,
                    () -> new CsiSimulator(seed).windows(size),
                    windows -> LabelledData.byRepetition(windows, 3));
        }
    },
    /** Audio, depth and radar of one scene; the truth are the activities of the tested windows, of other people. */
    MULTIMODAL("multimodal", "takes of each of 11 activities by each of 10 people", 4, 40) {
        @Override
        public SensorData data(long seed, int size) {
            String origin =
                    "simulated audio, depth and radar: 10 people x 11 activities x " + checked(size) + ", seed " + seed;
            return new LabelledData(
                    origin,
                    true,
                    "multimodal 1 " + seed + " " + size,
                    () -> new HomeSimulator(seed).windows(size),
                    windows -> List.of(Split.byGroup("people", windows, person -> person > 7, 1)));
        }
    };

    private static final int PEOPLE = 8;
    private static final int LEAST = 3;

    private final String id;
    private final String sizeMeaning;
    private final int usualSize;
    private final int largestSize;

    Simulator(String id, String sizeMeaning, int usualSize, int largestSize) {
        this.id = id;
        this.sizeMeaning = sizeMeaning;
        this.usualSize = usualSize;
        this.largestSize = largestSize;
    }

    /** @throws GpiotException USER where there is no such simulator */
    public static Simulator of(String id) {
        return Arrays.stream(values())
                .filter(each -> each.id.equals(id))
                .findFirst()
                .orElseThrow(() -> GpiotException.user("there is no simulator '" + id + "'; there are " + names()));
    }

    public static String names() {
        return Arrays.stream(values()).map(Simulator::id).collect(Collectors.joining(", "));
    }

    /**
     * Its data; the first case is what {@code gpiot simulate} writes.
     *
     * @param size as {@link #sizeMeaning} says
     * @throws GpiotException USER where the size is too small or too large
     */
    public abstract SensorData data(long seed, int size);

    public String id() {
        return id;
    }

    public String sizeMeaning() {
        return sizeMeaning;
    }

    public int usualSize() {
        return usualSize;
    }

    int checked(int size) {
        if (size < LEAST || size > largestSize) {
            throw GpiotException.user("the size of " + id + " is the " + sizeMeaning + " and must be " + LEAST + " to "
                    + largestSize + ", was " + size);
        }
        return size;
    }
}
