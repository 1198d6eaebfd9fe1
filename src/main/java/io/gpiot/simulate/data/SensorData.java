package io.gpiot.simulate.data;

import java.nio.file.Path;
import java.util.List;

/** Sensor data with truth: simulated, or read from a folder of recordings. */
public interface SensorData {

    /** What they are and where they come from, in one line for reports. */
    String origin();

    /** Whether nobody ever measured them. */
    boolean simulated();

    /** Tells these data from others: names, sizes and times of files, or what a simulator was told. */
    String key();

    /** Names of the cases; programs are written on the first. */
    List<String> cases();

    /**
     * Writes one case.
     *
     * @param data an absolute path; the folder is made where missing
     * @param truth a folder outside of it, likewise
     */
    DataCase write(String name, Path data, Path truth);
}
