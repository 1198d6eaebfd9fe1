package io.gpiot.simulate.multimodal;

import java.util.Random;

/** What a microphone in the room hears: two seconds at 4 kHz, full scale is -1 to 1. */
final class Microphone {

    static final int RATE = 4000;
    static final int SAMPLES = (int) (RATE * Scene.SECONDS);

    private static final double TELEVISION = 0.2;

    private Microphone() {}

    /** Writes SAMPLES values. */
    static void hear(Scene scene, Random random, float[] values, int offset) {
        double[] sound = new double[SAMPLES];
        double loudness = Math.exp(0.5 * random.nextGaussian());
        switch (scene.activity().sound()) {
            case NONE -> {}
            case SPEECH -> speech(sound, scene.home().pitch(), 0.25, random);
            case CLICKS -> {
                boolean keys = scene.activity().movement() == Activity.Movement.QUICK_SMALL;
                for (double time : scene.strikes()) {
                    ring(
                            sound,
                            time,
                            (keys ? 1_300 : 850) * (0.8 + 0.4 * random.nextDouble()),
                            keys ? 0.006 : 0.05,
                            0.35,
                            random);
                }
            }
            case WATER -> noise(sound, 0.12, 0.25, random);
            case MOTOR -> {
                noise(sound, 0.08, 0.85, random);
                hum(sound, 110 * (0.9 + 0.2 * random.nextDouble()), 0.08, random);
            }
            case STEPS -> {
                for (double time : scene.strikes()) {
                    ring(sound, time, 90 * (0.8 + 0.4 * random.nextDouble()), 0.04, 0.4, random);
                }
            }
        }
        if (random.nextDouble() < TELEVISION) {
            speech(sound, 90 + 140 * random.nextDouble(), 0.08, random);
        }
        for (int number = 0; number < SAMPLES; number++) {
            double heard = loudness * sound[number] + 0.015 * random.nextGaussian();
            values[offset + number] = (float) Math.clamp(heard, -1, 1);
        }
    }

    /** Harmonics of a pitch that wanders, louder and softer with some four syllables a second. */
    private static void speech(double[] sound, double pitch, double level, Random random) {
        double phase = 2 * Math.PI * random.nextDouble();
        double turn = 0;
        double resonance = 500 + 300 * random.nextDouble();
        double syllables = 3.5 + 1.5 * random.nextDouble();
        for (int number = 0; number < SAMPLES; number++) {
            double time = (double) number / RATE;
            turn += 2 * Math.PI * pitch * (1 + 0.08 * Math.sin(2 * Math.PI * 0.9 * time + phase)) / RATE;
            double loud = Math.max(0, Math.sin(2 * Math.PI * syllables * time + phase));
            double sum = 0;
            for (int harmonic = 1; harmonic * pitch < 1_700; harmonic++) {
                double away = (harmonic * pitch - resonance) / 350;
                sum += Math.exp(-away * away / 2) * Math.sin(harmonic * turn);
            }
            sound[number] += 0.4 * level * loud * sum;
        }
    }

    /** Something struck: a damped oscillation with a burst of noise at its beginning. */
    private static void ring(double[] sound, double time, double hertz, double decay, double level, Random random) {
        int first = (int) (time * RATE);
        int last = Math.min(sound.length, first + (int) (6 * decay * RATE));
        for (int number = first; number < last; number++) {
            double late = (double) (number - first) / RATE;
            sound[number] += level
                    * Math.exp(-late / decay)
                    * (Math.sin(2 * Math.PI * hertz * late) + 0.4 * random.nextGaussian());
        }
    }

    /** @param smooth 0 for white noise, nearer to 1 for a darker one */
    private static void noise(double[] sound, double level, double smooth, Random random) {
        double before = 0;
        double scale = Math.sqrt(1 - smooth * smooth);
        for (int number = 0; number < sound.length; number++) {
            before = smooth * before + scale * random.nextGaussian();
            sound[number] += level * before;
        }
    }

    private static void hum(double[] sound, double hertz, double level, Random random) {
        double phase = 2 * Math.PI * random.nextDouble();
        for (int number = 0; number < sound.length; number++) {
            double turn = 2 * Math.PI * hertz * number / RATE + phase;
            sound[number] += level * (Math.sin(turn) + 0.5 * Math.sin(2 * turn) + 0.3 * Math.sin(3 * turn));
        }
    }
}
