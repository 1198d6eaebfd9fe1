package io.gpiot.data;

import java.util.Locale;

/** What a row asks for and answers. */
public enum Kind {
    /** Problem statement to sub-tasks, for tuning. */
    TDD,
    /** Specification to program and documentation, for tuning. */
    CGD,
    /** A specification with its oracle, for judging. */
    CODE,
    /** A problem with a reference decomposition, for judging. */
    DECOMPOSITION;

    /** As written in datasets and ids. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a model may be tuned with rows of this kind. */
    public boolean isTraining() {
        return this == TDD || this == CGD;
    }
}
