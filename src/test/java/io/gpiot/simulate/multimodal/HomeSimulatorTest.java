package io.gpiot.simulate.multimodal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.simulate.data.FloatArray;
import io.gpiot.simulate.data.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HomeSimulatorTest {

    private static Scene scene(Activity activity, long seed) {
        return Scene.of(activity, Scene.Home.of(new Random(3)), new Random(seed));
    }

    @Test
    void threeModalitiesOfEachTakeAndTheSeedDecidesEverything() {
        Windows windows = new HomeSimulator(4).windows(1);
        int count = 110;
        assertArrayEquals(
                new int[] {count, 8000}, windows.modalities().get("audio").shape());
        assertArrayEquals(
                new int[] {count, 16, 28, 28}, windows.modalities().get("depth").shape());
        assertArrayEquals(
                new int[] {count, 20, 16, 32}, windows.modalities().get("radar").shape());
        Windows same = new HomeSimulator(4).windows(1);
        Windows other = new HomeSimulator(5).windows(1);
        for (String name : windows.modalities().keySet()) {
            float[] values = windows.modalities().get(name).values();
            assertArrayEquals(values, same.modalities().get(name).values());
            assertFalse(Arrays.equals(values, other.modalities().get(name).values()));
            for (float value : values) {
                assertTrue(Float.isFinite(value));
            }
        }
    }

    @Test
    void someWindowsLackOneSensorAndNoneLacksTwo() {
        Windows windows = new HomeSimulator(1).windows(3);
        int lacking = 0;
        for (int row = 0; row < windows.count(); row++) {
            int zeros = 0;
            for (FloatArray array : windows.modalities().values()) {
                float[] values = Arrays.copyOfRange(array.values(), row * array.rowSize(), (row + 1) * array.rowSize());
                zeros += Arrays.equals(values, new float[values.length]) ? 1 : 0;
            }
            assertTrue(zeros <= 1);
            lacking += zeros;
        }
        assertTrue(lacking > 20 && lacking < 90, lacking + " of " + windows.count());
    }

    /** The coupling: what the hidden stroke does at a time is in the sound and in the radar's echo at that time. */
    @Test
    void aStrikeIsHeardWhenTheHandIsFurthestOut() {
        for (long seed = 1; seed <= 5; seed++) {
            Scene scene = scene(Activity.EAT, seed);
            List<Double> strikes = scene.strikes();
            float[] audio = new float[Microphone.SAMPLES];
            Microphone.hear(scene, new Random(seed), audio, 0);
            int loudest = 0;
            for (int place = 1; place < audio.length; place++) {
                loudest = Math.abs(audio[place]) > Math.abs(audio[loudest]) ? place : loudest;
            }
            double heard = (double) loudest / Microphone.RATE;
            assertTrue(
                    strikes.stream().anyMatch(time -> heard >= time - 0.01 && heard < time + 0.2),
                    heard + " s is after none of " + strikes);
            for (double time : strikes) {
                double hand = scene.body(time).get(handOf(scene)).z();
                assertTrue(hand <= scene.body(time + 0.1).get(handOf(scene)).z() + 1e-6);
                assertTrue(hand <= scene.body(time - 0.1).get(handOf(scene)).z() + 1e-6);
            }
        }
    }

    private static int handOf(Scene scene) {
        return scene.body(0).size() - 2;
    }

    @Test
    void theRadarSeesAWalkersSpeedAndTheCameraTheHeightOfTheHead() {
        assertTrue(fastest(Activity.WALK) > 0.5);
        assertTrue(fastest(Activity.READ) < 0.3);
        double standing = rowsWithBody(Activity.CALL_STANDING);
        double sitting = rowsWithBody(Activity.TALK);
        double lying = rowsWithBody(Activity.CALL_IN_BED);
        assertTrue(standing < sitting && sitting < lying, standing + ", " + sitting + ", " + lying);
    }

    /** Fastest velocity in m/s whose echo stands out of the noise, median over takes. */
    private static double fastest(Activity activity) {
        double[] speeds = new double[9];
        for (int take = 0; take < speeds.length; take++) {
            float[] map = new float[Radar.FRAMES * Radar.RANGES * Radar.VELOCITIES];
            Radar.scan(scene(activity, take), new Random(take), map, 0);
            for (int place = 0; place < map.length; place++) {
                double speed = 0.125 * Math.abs(place % Radar.VELOCITIES - Radar.VELOCITIES / 2);
                speeds[take] = map[place] > 0.15 ? Math.max(speeds[take], speed) : speeds[take];
            }
        }
        Arrays.sort(speeds);
        return speeds[speeds.length / 2];
    }

    /** The highest row of the image in which somebody stands before the wall: 0 is the top. */
    private static double rowsWithBody(Activity activity) {
        Scene scene = scene(activity, 2);
        float[] depth = new float[DepthCamera.FRAMES * DepthCamera.SIDE * DepthCamera.SIDE];
        DepthCamera.see(scene, new Random(1), depth, 0);
        for (int pixel = 0; pixel < DepthCamera.SIDE * DepthCamera.SIDE; pixel++) {
            float value = depth[pixel];
            if (value > 0.5 && Math.abs(value - scene.z()) < 0.35) {
                return (double) pixel / DepthCamera.SIDE;
            }
        }
        return DepthCamera.SIDE;
    }

    @Test
    void stillPeopleStrikeNothing() {
        assertEquals(List.of(), scene(Activity.SLEEP, 1).strikes());
    }
}
