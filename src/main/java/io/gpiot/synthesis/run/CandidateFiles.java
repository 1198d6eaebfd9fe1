package io.gpiot.synthesis.run;

import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;

/** Candidates for people to look at: {@code candidates/NN/MM.py} and, once judged, {@code MM.json}. */
final class CandidateFiles {

    private final RunFolder folder;

    CandidateFiles(RunFolder folder) {
        this.folder = folder;
    }

    void drawn(Candidate candidate) {
        String name = name(candidate) + ".py";
        if (!folder.has(name) || !folder.read(name).equals(candidate.code())) {
            folder.write(name, candidate.code());
            folder.remove(name(candidate) + ".json", false);
        }
    }

    void judged(Candidate candidate, Verdict verdict) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seed", candidate.seed());
        line.put("tokens", candidate.tokens());
        line.put("outcome", verdict.getClass().getSimpleName());
        line.put("verdict", verdict);
        folder.writeJson(name(candidate) + ".json", line);
    }

    private static String name(Candidate candidate) {
        return "candidates/%02d/%02d".formatted(candidate.subTask(), candidate.index());
    }
}
