package io.gpiot.bench.rubric;

/**
 * An answer that is to be judged. Who wrote it is not shown.
 *
 * @param about what kind of answer it is
 * @param question the task as it was put
 * @param run what is known of how it was written and how it ran, for rubrics that look at that
 */
public record Exhibit(
        String task, Rubric.About about, int sample, boolean grammar, String question, String answer, String run) {}
