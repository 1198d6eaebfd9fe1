package io.gpiot.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of rows for tests, all of them in order. */
public final class SampleRows {

    public static final String PROGRAM = """
            # Centre a signal

            Topic: centring
            Level: easy
            Entry point: `centre`

            **Target**
            Subtract the median of the finite samples from the signal; where no sample is finite return it as it is.

            **Input Specification**
            - signal (numpy.ndarray): any unit, shape (n_samples,), may hold NaN
            - gain (float): factor applied after the median was taken off

            **Output Specification**
            - centred (numpy.ndarray): same unit, shape (n_samples,), NaN where the signal is NaN
            - offset (float): the median that was taken off

            ## Program
            ```python
            import numpy as np


            def centre(signal, gain):
                \"""Take the median off.

                Parameters
                ----------
                signal : numpy.ndarray
                gain : float
                \"""
                finite = signal[np.isfinite(signal)]
                offset = float(np.median(finite)) if finite.size else 0.0
                # A median is not moved by single spikes, a mean is.
                return (signal - offset) * gain, offset
            ```

            ## Documentation
            Takes the median of the finite samples off the signal and scales it. Spikes do not move the result; half of the
            samples must be sound.

            ## Test
            ```python
            import numpy as np


            def check(candidate):
                rng = np.random.default_rng(3)
                for level, gain in ((4.0, 1.0), (-2.5, 2.0)):
                    signal = rng.normal(level, 0.1, 200)
                    signal[7] = np.nan
                    centred, offset = candidate(signal, gain)
                    assert abs(offset - level) < 0.05
                    assert np.isnan(centred[7]) and abs(np.nanmedian(centred)) < 1e-9
                    assert abs(np.nanstd(centred) - gain * np.nanstd(signal)) < 1e-6
            ```
            """;

    public static final String PROBLEM = """
            # Leaks in a village's water network

            Topic: leak-night-flow
            Modality: pulse counter
            Representation: counts per minute
            Resources: none stated

            ## Problem
            Our battery gateway stores one pulse count per minute and litre for a month. We want to know for each night whether
            water leaks somewhere behind the meter, although some households fill pools after midnight and the counter
            sometimes doubles its counts.

            ## Data
            - pulses (numpy.ndarray): litres per minute, shape (n_minutes,)

            ## Wordings
            - Litre pulses per minute over a month: tell the nights with a leak, ignore pools that are being filled.
            - Is there a leak behind this meter? The gateway sends counts each minute. Some arrive doubled, and people fill their swimming pools in the dark, which must raise no alarm; the answer is wanted once per night and may come late in the morning, when the day shift starts.

            ## Sub-Tasks
            Sub-Task 1 [Clean Flow Series]
            - Replace counts above 60 per minute by the median of 5 neighbours

            Sub-Task 2 [Smooth Flow]
            - Average over 30 minutes with a moving window

            Sub-Task 3 [Find Night Minima]
            - Take the minimum between 01:00 and 05:00 of each night in litres per hour

            Sub-Task 4 [Remember Usual Minimum]
            - Take the 20th percentile of the minima of the last 14 nights as the usual one

            Sub-Task 5 [Report Leaks]
            - Report a night whose minimum stays 2 litres per hour above the usual one for 3 nights in a row
            """;

    public static final String TASK = """
            {
              "id": "code/running-sum",
              "kind": "code",
              "domain": "water",
              "topic": "running-sum",
              "level": "easy",
              "title": "Running sum",
              "target": "Compute the running sum of the pulses, where a pulse above 60 counts as none.",
              "input_specification": ["pulses (numpy.ndarray): litres per minute, shape (n,)"],
              "output_specification": ["total (numpy.ndarray): litres, shape (n,)"],
              "signature": "def running_sum(pulses):",
              "entry_point": "running_sum",
              "reference": [
                "import numpy as np",
                "",
                "",
                "def running_sum(pulses):",
                "    \\"\\"\\"Sum up.\\"\\"\\"",
                "    # No meter of this size passes 60 litres a minute.",
                "    return np.cumsum(np.where(pulses > 60, 0, pulses))"
              ],
              "test": [
                "import numpy as np",
                "",
                "",
                "def check(candidate):",
                "    assert candidate(np.array([1, 2, 100, 4])).tolist() == [1, 3, 3, 7]",
                "    assert candidate(np.array([5, 5])).tolist() == [5, 10]"
              ],
              "naive": ["import numpy as np", "", "", "def running_sum(pulses):", "    return np.cumsum(pulses)"]
            }
            """;

    public static final String TOPICS = """
            # Domains
            - ecg: pacemaker-spike
            - water: running-sum, pump-cavitation
            """;

    private SampleRows() {}

    /** One row of each kind, and topics.md. */
    public static Path write(Path folder) {
        file(folder, "cgd/ecg/centre-signal.md", PROGRAM);
        file(folder, "tdd/water/leaks.md", PROBLEM);
        file(folder, "bench/code/running-sum.json", TASK);
        file(folder, "topics.md", TOPICS);
        return folder;
    }

    public static Path file(Path folder, String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
