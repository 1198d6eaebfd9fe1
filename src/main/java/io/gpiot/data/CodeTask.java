package io.gpiot.data;

import io.gpiot.synthesis.Specification;

/**
 * A code task of gpiot-bench with its oracle.
 *
 * @param reference passes the test
 * @param naive a plausible program without domain knowledge, which fails it
 * @param test defines {@code check(candidate)}
 */
public record CodeTask(
        Label label, Level level, Specification specification, String reference, String naive, String test)
        implements Row {

    @Override
    public String hash() {
        return ContentHash.of(
                specification.name(), specification.entryPoint(), specification.toMarkdown(), reference, naive, test);
    }

    @Override
    public String prose() {
        return ContentHash.prose(specification);
    }

    @Override
    public String code() {
        return reference;
    }
}
