package io.gpiot.bench.quality;

import java.util.List;

/**
 * What rules found in one program that can be parsed.
 *
 * @param lines that are not blank
 */
public record Quality(int lines, List<Finding> findings) {

    public Quality {
        findings = List.copyOf(findings);
    }

    public int count(Finding.Kind kind) {
        return (int) findings.stream().filter(finding -> finding.kind() == kind).count();
    }

    /** Findings of a kind in 100 lines. */
    public double density(Finding.Kind kind) {
        return 100.0 * count(kind) / Math.max(1, lines);
    }
}
