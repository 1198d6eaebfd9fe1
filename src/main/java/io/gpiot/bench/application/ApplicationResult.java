package io.gpiot.bench.application;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything about a benchmark of an application, as it is kept in {@code result.json}.
 *
 * @param version of this format
 * @param data what the programs ran on, for people
 * @param simulated whether nobody ever measured those data
 * @param subject model, hashes, guard, environment, sandbox, settings: name to value
 * @param machine name to value
 * @param started UTC, ISO 8601
 * @param requirements variant to what the chain was asked for
 * @param comparisons programs of ours, scored alike
 * @param trials programs of the chain
 * @param published figures of others
 */
public record ApplicationResult(
        int version,
        String application,
        String data,
        boolean simulated,
        String dataKey,
        Map<String, String> subject,
        Map<String, String> machine,
        String started,
        Map<String, String> requirements,
        List<Scored> comparisons,
        List<Trial> trials,
        List<Published> published) {

    public static final int VERSION = 1;

    public ApplicationResult {
        subject = Collections.unmodifiableMap(new LinkedHashMap<>(subject));
        machine = Collections.unmodifiableMap(new LinkedHashMap<>(machine));
        requirements = Collections.unmodifiableMap(new LinkedHashMap<>(requirements));
        comparisons = List.copyOf(comparisons);
        trials = List.copyOf(trials);
        published = List.copyOf(published);
    }

    /**
     * A program with its scores.
     *
     * @param measures over all cases; memory and time only where the program ran
     * @param programs file name to text
     */
    public record Scored(
            String name, Map<String, Double> measures, List<CaseScore> cases, Map<String, String> programs) {
        public Scored {
            measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
            cases = List.copyOf(cases);
            programs = Collections.unmodifiableMap(new LinkedHashMap<>(programs));
        }

        /** Cases without a result. */
        public long failed() {
            return cases.stream().filter(CaseScore::failed).count();
        }
    }

    /**
     * One run of the whole chain and what its program came to.
     *
     * @param variant of the requirement
     * @param answered whether there is a program for what was asked; without one, it found nothing
     * @param text what the chain says of itself
     * @param seconds of the chain, in the run that ended it
     * @param folder of the run, beside result.json
     */
    public record Trial(
            String variant, long seed, boolean answered, String text, double seconds, String folder, Scored scored) {}
}
