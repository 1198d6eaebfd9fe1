package io.gpiot.bench.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads programs beside their references: what rules find in them, and how near they are. */
public final class Appraisal {

    /**
     * One program.
     *
     * @param quality null where it cannot be parsed
     * @param similarity cosine of its embedding and the reference's, or null where there is no embedder
     */
    public record Note(@Nullable Quality quality, @Nullable Double similarity) {}

    private final @Nullable CodeRules rules;
    private final @Nullable CodeEmbedder embedder;
    private final Map<String, float[]> vectors = new HashMap<>();

    /**
     * @param rules or null, where nobody looks at how programs are written
     * @param embedder or null, where nobody compares them
     */
    public Appraisal(@Nullable CodeRules rules, @Nullable CodeEmbedder embedder) {
        this.rules = rules;
        this.embedder = embedder;
    }

    /** @param references of the same length: what each program is compared with */
    public List<Note> of(List<String> programs, List<String> references) {
        List<Optional<List<Finding>>> findings = rules == null
                ? programs.stream().map(each -> Optional.<List<Finding>>empty()).toList()
                : rules.check(programs);
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < programs.size(); i++) {
            String program = programs.get(i);
            Quality quality = findings.get(i)
                    .map(found -> new Quality(
                            (int) program.lines()
                                    .filter(line -> !line.isBlank())
                                    .count(),
                            found))
                    .orElse(null);
            notes.add(new Note(quality, embedder == null ? null : cosine(program, references.get(i))));
        }
        return notes;
    }

    /** How near references of different tasks are to each other: what a similarity must exceed to say anything. */
    public double floor(List<String> references) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < references.size(); i++) {
            for (int j = i + 1; j < references.size(); j++, pairs++) {
                sum += embedder == null ? 0 : cosine(references.get(i), references.get(j));
            }
        }
        return pairs == 0 ? Double.NaN : sum / pairs;
    }

    private double cosine(String first, String second) {
        float[] a = vector(first);
        float[] b = vector(second);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private float[] vector(String code) {
        if (embedder == null) {
            throw new IllegalStateException("there is no embedder");
        }
        float[] known = vectors.get(code);
        if (known == null) {
            known = embedder.embed(code);
            vectors.put(code, known);
        }
        return known;
    }

    /** Who looked, for results. */
    public Map<String, String> instruments() {
        Map<String, String> names = new HashMap<>();
        if (rules != null) {
            names.put("code quality", rules.name());
        }
        if (embedder != null) {
            names.put("embedding", embedder.id());
        }
        return names;
    }
}
