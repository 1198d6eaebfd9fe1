package io.gpiot.bench.application;

import io.gpiot.synthesis.Parameter;
import java.util.List;

/** What the chain is asked for. It says what a user would know of the data, and not how to solve it. */
public final class Requirements {

    public static final String HEARTBEAT =
            "Detect the R-peaks of the heartbeats in this single-lead ECG recording. It has baseline wander and muscle"
                    + " noise, and the amplitude of the beats varies. Return the sample index of every R-peak.";

    public static final Parameter R_PEAKS =
            Parameter.parse(HeartbeatScoring.R_PEAKS + " (numpy.ndarray): sample indices of the R-peaks, shape (n,)");

    static final String WIFI =
            "Recognise which of 15 activities a person does from the amplitudes of Wi-Fi channel state"
                    + " information (CSI). csi_train holds training windows of shape (n_train, 90 channels, 250 packets), where 90"
                    + " channels are 3 antennas of 30 subcarriers each; y_train holds the activity of each training window, integers"
                    + " from 0 to 14. Train on them and predict the activity of each window of csi_test, shape (n_test, 90, 250).";

    static final String HOME = "Recognise which activity a person does at home from windows of three sensors that were"
            + " recorded together: audio, depth images and radar maps. audio_train, depth_train and radar_train hold"
            + " training windows, one a row of the first axis, and y_train the activity of each, integers from 0. Train on"
            + " all three modalities and predict the activity of each window of audio_test, depth_test and radar_test.";

    static final String INERTIAL =
            "Recognise which of 6 activities a person does from windows of three sensor signals that"
                    + " were recorded together at 50 Hz: total_acc (acceleration in g), body_acc (acceleration without gravity, in"
                    + " g) and body_gyro (rotation in rad/s), each of shape (n, 3 axes, 128 samples). total_acc_train,"
                    + " body_acc_train and body_gyro_train hold training windows, and y_train the activity of each, integers from 0"
                    + " to 5. Train on all three and predict the activity of each window of total_acc_test, body_acc_test and"
                    + " body_gyro_test.";

    private static final String BEST = "The accuracy must be as high as possible.";

    /** The paper's four: no word, accuracy alone, and two budgets of memory. */
    static final List<Variant> BUDGETS = List.of(
            new Variant("P1", "", 0),
            new Variant("P2", BEST, 0),
            new Variant("P3", BEST + " The program may use at most 200 MB of memory.", 200_000_000),
            new Variant("P4", BEST + " The program may use at most 50 MB of memory.", 50_000_000));

    private Requirements() {}
}
