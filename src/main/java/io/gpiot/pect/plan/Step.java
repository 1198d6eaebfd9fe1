package io.gpiot.pect.plan;

import java.util.List;

/** What one update of the optimiser learns from. */
public record Step(List<Batch> batches) {

    public Step {
        batches = List.copyOf(batches);
    }

    public long tokens() {
        return batches.stream().mapToLong(Batch::tokens).sum();
    }

    public long answerTokens() {
        return batches.stream().mapToLong(Batch::answerTokens).sum();
    }
}
