package io.gpiot.synthesis.run;

import io.gpiot.engine.GuardReport;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What happens in a run, as it happens: for live progress and the log. */
public sealed interface Event {

    record StageStarted(Stage stage) implements Event {}

    /** The stage's result is there from an earlier run, perhaps edited by the user. */
    record StageKept(Stage stage, boolean edited) implements Event {}

    /** @param tokens generated in this run; answers of an earlier run cost none */
    record StageFinished(Stage stage, double seconds, int tokens) implements Event {}

    /**
     * The model goes on writing; comes with every token, so show it at most a few times a second.
     *
     * @param tokens drawn in this batch so far
     */
    record Writing(Stage stage, int tokens, int answersDone, int answers) implements Event {}

    /** A rule changed what the model said. */
    record Repaired(String what) implements Event {}

    /**
     * What the guard kept out of a batch of programs.
     *
     * @param prevented how often, by kind
     * @param thrownAway tokens that were taken back
     * @param givenUp programs that it let nobody finish
     */
    record Guarded(Map<String, Integer> prevented, int thrownAway, int givenUp) implements Event {

        static Guarded of(List<GuardReport> reports) {
            Map<String, Integer> all = new TreeMap<>();
            reports.forEach(
                    report -> report.prevented().forEach((kind, times) -> all.merge(kind, times, Integer::sum)));
            return new Guarded(
                    all, reports.stream().mapToInt(GuardReport::thrownAway).sum(), (int) reports.stream()
                            .filter(report -> !report.why().isEmpty())
                            .count());
        }

        /** Such as {@code "prevented 2 attribute, 1 name; 31 tokens taken back, 0 programs given up"}. */
        public String summary() {
            String kinds = prevented.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
            return "prevented " + (kinds.isEmpty() ? "nothing" : kinds) + "; " + thrownAway + " tokens taken back, "
                    + givenUp + " programs given up";
        }
    }

    /** What became of a candidate, in one line. */
    record Judged(int subTask, int candidate, boolean held, String summary) implements Event {

        static Judged of(Candidate candidate, Verdict verdict) {
            return new Judged(
                    candidate.subTask(), candidate.index(), verdict instanceof Verdict.Held, verdict.summary());
        }
    }

    /** A sub-task is through: solved or not. */
    record Decided(int subTask, String name, boolean solved, String summary) implements Event {}
}
