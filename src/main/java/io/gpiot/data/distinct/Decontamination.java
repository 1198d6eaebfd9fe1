package io.gpiot.data.distinct;

import io.gpiot.data.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds rows for training that share text with tasks for judging. One run of 13 words of prose in common is enough. Of a
 * program, runs of 8 tokens are compared; runs that occur in rows of {@value #TOPICS_OF_AN_IDIOM} topics or more are idioms
 * ({@code np.asarray(x, dtype=float)}) and say nothing; a row goes when it shares {@value #SHARE} or more of the rest, measured
 * on the shorter of the two programs. How many rows share any such run is counted too.
 */
public final class Decontamination {

    public static final int WORDS = 13;
    public static final int TOKENS = 8;
    static final int TOPICS_OF_AN_IDIOM = 5;
    static final double SHARE = 0.25;

    /**
     * What a row has in common with a task.
     *
     * @param share of the shorter program's runs; 1 where prose is shared
     * @param example one shared run
     */
    public record Finding(Protected task, boolean prose, double share, String example) {

        /** Whether the row must go. */
        public boolean contaminated() {
            return prose || share >= SHARE;
        }
    }

    private record Indexed(Protected task, Set<String> code) {}

    private final Map<String, Protected> words = new HashMap<>();
    private final Map<String, List<Indexed>> tokens = new HashMap<>();
    private final Set<String> idioms;
    private final Map<String, Integer> tasks = new TreeMap<>();

    /** @param rows tell what an idiom is */
    public Decontamination(List<Protected> protectedTasks, List<? extends Row> rows) {
        this.idioms = idioms(rows);
        for (Protected task : protectedTasks) {
            tasks.merge(task.suite(), 1, Integer::sum);
            Grams.full(Grams.words(task.prose()), WORDS).forEach(gram -> words.putIfAbsent(gram, task));
            Indexed indexed = new Indexed(task, telling(task.code()));
            indexed.code()
                    .forEach(gram -> tokens.computeIfAbsent(gram, each -> new ArrayList<>())
                            .add(indexed));
        }
    }

    /** How many tasks of each suite are compared with. */
    public Map<String, Integer> tasks() {
        return Map.copyOf(tasks);
    }

    /** The worst that the row has in common with any task; empty where it has nothing. */
    public Optional<Finding> find(Row row) {
        for (String gram : Grams.full(Grams.words(row.prose()), WORDS)) {
            Protected task = words.get(gram);
            if (task != null) {
                return Optional.of(new Finding(task, true, 1, gram));
            }
        }
        Set<String> code = telling(row.code());
        Map<Indexed, List<String>> shared = new HashMap<>();
        for (String gram : code) {
            for (Indexed task : tokens.getOrDefault(gram, List.of())) {
                shared.computeIfAbsent(task, each -> new ArrayList<>()).add(gram);
            }
        }
        return shared.entrySet().stream()
                .map(entry -> new Finding(
                        entry.getKey().task(),
                        false,
                        (double) entry.getValue().size()
                                / Math.min(code.size(), entry.getKey().code().size()),
                        entry.getValue().getFirst()))
                .max(java.util.Comparator.comparingDouble(Finding::share)
                        .thenComparing(finding -> finding.task().id()));
    }

    private Set<String> telling(String code) {
        Set<String> grams = new HashSet<>(Grams.full(Grams.codeTokens(code), TOKENS));
        grams.removeAll(idioms);
        return grams;
    }

    private static Set<String> idioms(List<? extends Row> rows) {
        Map<String, Set<String>> topics = new HashMap<>();
        for (Row row : rows) {
            String topic = row.label().domain() + "/" + row.label().topic();
            Grams.full(Grams.codeTokens(row.code()), TOKENS)
                    .forEach(gram -> topics.computeIfAbsent(gram, each -> new HashSet<>())
                            .add(topic));
        }
        return topics.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= TOPICS_OF_AN_IDIOM)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
