package io.gpiot.engine.adapter;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.format.ModelConfig;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an adapter consists of. With two paths it is PECT: each path has LoRAs of its own, a shared LoRA joins keys and
 * values, and projection layers carry what one path knows into the other. With one path it is plain LoRA.
 *
 * @param paths 1 or 2; path 1 decomposes problems, path 2 writes code
 * @param rank of every LoRA
 * @param alpha with the rank gives the scale: see {@link #scale}
 * @param rsLora whether the scale is alpha / sqrt(rank) instead of alpha / rank
 * @param dropout share of a LoRA's input that is set to zero while tuning, in [0, 1)
 * @param targets matrices that have LoRAs; those of keys and values have shared ones besides
 * @param lambda weight of the shared LoRA on path 1; path 2 has 1 - lambda
 * @param gamma weight of what path 2 carries into path 1; the other direction has 1 - gamma
 * @param sharedLora whether there are shared LoRAs
 * @param projections whether there are projection layers
 * @param bottleneck inner width of a projection layer
 */
public record AdapterSettings(
        int paths,
        int rank,
        double alpha,
        boolean rsLora,
        double dropout,
        Set<Target> targets,
        double lambda,
        double gamma,
        boolean sharedLora,
        boolean projections,
        int bottleneck) {

    private static final int MOST_RANK = 4096;
    private static final int MOST_BOTTLENECK = 1 << 16;

    /** Up to this width of the residual stream a model counts as small. */
    private static final int SMALL_WIDTH = 1024;

    public AdapterSettings {
        check(paths == 1 || paths == 2, "an adapter has 1 or 2 paths", paths);
        check(rank >= 1 && rank <= MOST_RANK, "rank must lie in 1.." + MOST_RANK, rank);
        check(alpha > 0 && Double.isFinite(alpha), "alpha must be above 0", alpha);
        check(dropout >= 0 && dropout < 1, "dropout must be at least 0 and below 1", dropout);
        check(lambda >= 0 && lambda <= 1, "lambda must lie in 0..1", lambda);
        check(gamma >= 0 && gamma <= 1, "gamma must lie in 0..1", gamma);
        check(
                bottleneck >= 1 && bottleneck <= MOST_BOTTLENECK,
                "bottleneck must lie in 1.." + MOST_BOTTLENECK,
                bottleneck);
        if (targets.isEmpty()) {
            throw GpiotException.user("a LoRA needs at least one target, for example q_proj");
        }
        if (paths == 1 && (sharedLora || projections)) {
            throw GpiotException.user(
                    "one path shares nothing: set paths to 2, or turn off the shared LoRA and projections");
        }
        targets = Collections.unmodifiableSet(EnumSet.copyOf(targets));
    }

    /** PECT as the paper has it, in a size that suits the model. */
    public static AdapterSettings pect(ModelConfig config) {
        int size = config.width() <= SMALL_WIDTH ? 16 : 64;
        return new AdapterSettings(
                2,
                size,
                size,
                true,
                0.1,
                EnumSet.of(Target.QUERY, Target.KEY, Target.VALUE),
                0.5,
                0.5,
                true,
                true,
                size);
    }

    /** Plain LoRA on the same matrices. */
    public static AdapterSettings lora(ModelConfig config) {
        return pect(config).withPaths(1);
    }

    /** One path drops what joins two. */
    public AdapterSettings withPaths(int number) {
        boolean two = number == 2;
        return new AdapterSettings(
                number,
                rank,
                alpha,
                rsLora,
                dropout,
                targets,
                lambda,
                gamma,
                two && sharedLora,
                two && projections,
                bottleneck);
    }

    /** What a LoRA's product is multiplied by. */
    public double scale() {
        return alpha / (rsLora ? Math.sqrt(rank) : rank);
    }

    /** Lambda on path 1, 1 - lambda on path 2. */
    public double sharedWeight(int path) {
        return path == 1 ? lambda : 1 - lambda;
    }

    /** The weight of what the other path carries into this one: gamma into path 1, 1 - gamma into path 2. */
    public double projectionWeight(int path) {
        return path == 1 ? gamma : 1 - gamma;
    }

    /** Whether a target has a shared LoRA besides those of the paths. */
    public boolean shares(Target target) {
        return sharedLora && (target == Target.KEY || target == Target.VALUE);
    }

    /** How many numbers are tuned. */
    public long parameterCount(ModelConfig config) {
        return AdapterLayout.parameters(this, config).stream()
                .mapToLong(AdapterLayout.Parameter::elements)
                .sum();
    }

    private static void check(boolean holds, String rule, Object value) {
        if (!holds) {
            throw GpiotException.user(rule + ", was " + value);
        }
    }
}
