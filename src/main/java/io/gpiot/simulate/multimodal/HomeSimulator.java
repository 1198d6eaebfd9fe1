package io.gpiot.simulate.multimodal;

import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.Windows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Windows of audio (8000,), depth (16, 28, 28) and radar (20, 16, 32), recorded together in several people's homes. In some
 * windows one sensor failed and gives zeros: who trusts one modality alone loses those.
 */
public final class HomeSimulator {

    static final int PEOPLE = 10;

    private static final double FAILED = 0.05;

    private final long seed;

    public HomeSimulator(long seed) {
        this.seed = seed;
    }

    /** @param takes of each activity by each person; groups of the windows are the people, from 1 */
    public Windows windows(int takes) {
        Activity[] activities = Activity.values();
        int count = PEOPLE * activities.length * takes;
        FloatArray audio = FloatArray.zeros(count, Microphone.SAMPLES);
        FloatArray depth = FloatArray.zeros(count, DepthCamera.FRAMES, DepthCamera.SIDE, DepthCamera.SIDE);
        FloatArray radar = FloatArray.zeros(count, Radar.FRAMES, Radar.RANGES, Radar.VELOCITIES);
        int[] labels = new int[count];
        int[] groups = new int[count];
        int row = 0;
        for (int person = 0; person < PEOPLE; person++) {
            Scene.Home home = Scene.Home.of(new Random(seed * 7_919 + person));
            for (Activity activity : activities) {
                for (int take = 0; take < takes; take++) {
                    Random random = new Random(seed * 1_000_003 + 10_007L * person + 101L * activity.ordinal() + take);
                    Scene scene = Scene.of(activity, home, random);
                    int failed = random.nextDouble() < 3 * FAILED ? random.nextInt(3) : -1;
                    if (failed != 0) {
                        Microphone.hear(scene, random, audio.values(), row * audio.rowSize());
                    }
                    if (failed != 1) {
                        DepthCamera.see(scene, random, depth.values(), row * depth.rowSize());
                    }
                    if (failed != 2) {
                        Radar.scan(scene, random, radar.values(), row * radar.rowSize());
                    }
                    labels[row] = activity.ordinal();
                    groups[row++] = person + 1;
                }
            }
        }
        Map<String, FloatArray> modalities = new LinkedHashMap<>();
        modalities.put("audio", audio);
        modalities.put("depth", depth);
        modalities.put("radar", radar);
        return new Windows(
                modalities,
                labels,
                groups,
                Arrays.stream(activities).map(Activity::text).toList());
    }
}
