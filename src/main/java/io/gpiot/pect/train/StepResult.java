package io.gpiot.pect.train;

import java.util.Map;

/**
 * What one update saw.
 *
 * @param loss mean over all answer tokens
 * @param lossByPath the same for each path that had examples
 * @param gradientNorm before clipping
 */
record StepResult(double loss, Map<Integer, Double> lossByPath, double gradientNorm, long tokens, long answerTokens) {

    StepResult {
        lossByPath = Map.copyOf(lossByPath);
    }
}
