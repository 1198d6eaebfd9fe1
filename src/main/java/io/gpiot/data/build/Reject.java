package io.gpiot.data.build;

/**
 * A row or pair that is not in the dataset.
 *
 * @param reason a few words, the same for all of one sort: what the card counts
 * @param detail of this one
 */
public record Reject(String id, String kind, String reason, String detail) {

    static final String STRUCTURE = "structure";
    static final String SHAPE = "not in the shape that models are asked for";
    static final String EXECUTION = "execution";
    static final String BENCHMARK = "shared with a benchmark";
    static final String MEANING = "asks what a benchmark asks";
    static final String LENGTH = "too long";
    static final String DUPLICATE = "near-duplicate";
}
