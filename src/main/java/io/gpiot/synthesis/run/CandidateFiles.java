package io.gpiot.synthesis.run;

import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Candidates for people to look at: {@code candidates/NN/MM.py} and, once judged, {@code MM.json}; and the other way round,
 * {@code chosen/NN.py}, the program that people want for sub-task NN, be it a candidate's or their own.
 */
final class CandidateFiles {

    private static final Pattern OURS = Pattern.compile(".*/\\d{2,4}\\.(py|json)");

    private final RunFolder folder;

    CandidateFiles(RunFolder folder) {
        this.folder = folder;
    }

    /** Where another program has its place, all from there on were drawn for an earlier specification. */
    void drawn(Candidate candidate) {
        String name = name(candidate) + ".py";
        if (folder.has(name) && !folder.read(name).equals(candidate.code())) {
            folder.names("candidates/%02d".formatted(candidate.subTask())).stream()
                    .filter(other -> OURS.matcher(other).matches() && index(other) >= candidate.index())
                    .forEach(stale -> folder.remove(stale, false));
        }
        if (!folder.has(name)) {
            folder.write(name, candidate.code());
        }
    }

    private static int index(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return Integer.parseInt(file.substring(0, file.indexOf('.')));
    }

    /** What the user chose for a sub-task; empty where the choice is ours. */
    Optional<Candidate> chosen(int subTask) {
        String name = RunFolder.chosen(subTask);
        if (!folder.has(name)) {
            return Optional.empty();
        }
        String code = folder.read(name);
        int index = 0;
        while (folder.has(name(subTask, index) + ".py")
                && !folder.read(name(subTask, index) + ".py").equals(code)) {
            index++;
        }
        boolean drawn = folder.has(name(subTask, index) + ".py");
        return Optional.of(new Candidate(subTask, drawn ? index : Candidate.OWN, 0, 0, code, ""));
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
        return name(candidate.subTask(), candidate.index());
    }

    private static String name(int subTask, int index) {
        return "candidates/%02d/%02d".formatted(subTask, index);
    }
}
