package io.gpiot.data.augment;

/**
 * A row that could be made and is not wanted.
 *
 * @param kind tdd or cgd
 * @param reason a few words, the same for all of one sort
 * @param detail of this one
 */
public record Refusal(String id, String kind, String reason, String detail) {

    static final String DEVELOPMENT = "topic of development";
    static final String BENCHMARK = "shared with a benchmark";
    static final String DUPLICATE = "near-duplicate";
    static final String SHAPE = "shape";
    static final String EXECUTION = "execution";
    static final String ENOUGH = "enough of one specification";
    static final String UNCHECKED = "was not checked";
}
