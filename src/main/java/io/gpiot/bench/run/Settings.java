package io.gpiot.bench.run;

import io.gpiot.base.GpiotException;

/**
 * How a suite is answered.
 *
 * @param samples answers a task
 * @param temperature 0 is greedy, where one sample is all there is
 * @param seed each answer's own follows from it, the task and the sample's number
 * @param limit no more tasks of a kind than this, 0 for all
 * @param programTokens the most that a program may take
 * @param planTokens the most that a decomposition may take
 */
public record Settings(int samples, double temperature, long seed, int limit, int programTokens, int planTokens) {

    public Settings {
        check(samples >= 1 && samples <= 200, "samples must be 1 to 200", samples);
        check(temperature >= 0 && temperature <= 2, "temperature must be 0 to 2", temperature);
        check(
                temperature > 0 || samples == 1,
                "several samples need a temperature above 0: greedy ones are all the same; temperature",
                temperature);
        check(limit >= 0, "limit must be at least 0", limit);
        check(programTokens >= 16 && planTokens >= 16, "token limits must be at least 16", programTokens);
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw GpiotException.user(rule + ", was " + value);
        }
    }
}
