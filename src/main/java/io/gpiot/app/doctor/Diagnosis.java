package io.gpiot.app.doctor;

import java.util.List;

/** All findings, in the order in which a run needs their subjects, and the model that suits the machine. */
public record Diagnosis(List<Finding> findings, Recommendation recommended) {

    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Whether something is missing without which nothing works. */
    public boolean lacks() {
        return findings.stream().anyMatch(finding -> finding.state() == Finding.State.MISSING);
    }
}
