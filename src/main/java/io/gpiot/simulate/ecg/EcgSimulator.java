package io.gpiot.simulate.ecg;

import io.gpiot.simulate.data.BeatAnnotations;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.data.SensorData;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * One-lead ECGs of people who differ: rate, size and polarity of the beats, tall T waves, early beats, and what electrodes
 * pick up. Drawn so that neither a fixed height nor a fixed prominence finds the beats of all.
 *
 * @param seed of the first person; the others follow
 * @param minutes of each recording
 * @param people how many recordings
 */
public record EcgSimulator(long seed, int minutes, int people) implements SensorData {

    static final double RATE = 360;

    @Override
    public String origin() {
        return "simulated ECG: " + people + " people, " + minutes + " min each at 360 Hz, seed " + seed;
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String key() {
        return "ecg 1 " + seed + " " + minutes;
    }

    @Override
    public List<String> cases() {
        return IntStream.rangeClosed(1, people)
                .mapToObj(person -> "person-" + person)
                .toList();
    }

    /** One WFDB record; the truth are its beats in a file of annotations. */
    @Override
    public DataCase write(String name, Path data, Path truth) {
        SyntheticEcg ecg = person(cases().indexOf(name));
        ecg.toRecord("ecg").write(data);
        Path beats = truth.resolve("ecg.atr");
        BeatAnnotations.write(beats, ecg.rPeaks());
        return new DataCase(name, data, beats);
    }

    /** The first is an everyday one: programs are written on it. */
    SyntheticEcg person(int number) {
        long own = seed * 1_000 + number;
        Random random = new Random(own);
        double size = within(random, 0.3, 1.3) * (number > 0 && random.nextDouble() < 0.15 ? -1 : 1);
        double tWave = within(random, 0.6, random.nextDouble() < 0.25 ? 2.2 : 1.3);
        SyntheticEcg.Shape shape = new SyntheticEcg.Shape(
                within(random, 52, 105),
                within(random, 0.03, 0.14),
                random.nextDouble() < 0.5 ? within(random, 0.03, 0.2) : 0.005,
                new SyntheticEcg.Morphology(size, tWave, within(random, 0.04, 0.15)),
                new SyntheticEcg.Disturbance(
                        within(random, 0.1, 0.6),
                        within(random, 0.015, 0.05),
                        within(random, 0.01, 0.06),
                        within(random, 0.03, 0.2),
                        within(random, 0.1, 0.8)));
        return SyntheticEcg.generate(shape, RATE, 60.0 * minutes, own);
    }

    private static double within(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
