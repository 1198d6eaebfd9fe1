package io.gpiot.bench.oracle;

import java.util.List;
import java.util.Locale;

/** What the check of a suite's tests found. */
public record OracleReport(String suite, String datasetHash, List<Line> tasks) {

    /** Some mutants compute the same as the reference: not all can die. */
    public static final double LEAST_KILLED = 0.9;

    public OracleReport {
        tasks = List.copyOf(tasks);
    }

    /** @param line the one that is not as in the reference */
    public record Mutant(String code, String line) {}

    /**
     * One task.
     *
     * @param reference why the reference fails, or empty
     * @param seconds of processor time that it took
     * @param standIns how many were tried
     * @param accepted names of those that passed
     * @param mutants how many were tried
     * @param alive the changed lines of those that passed
     */
    public record Line(
            String id,
            String reference,
            double seconds,
            int standIns,
            List<String> accepted,
            int mutants,
            List<String> alive) {

        public Line {
            accepted = List.copyOf(accepted);
            alive = List.copyOf(alive);
        }

        /** Whether the test accepts the reference and no stand-in. */
        public boolean sound() {
            return reference.isEmpty() && accepted.isEmpty();
        }
    }

    /** Share of all mutants that died; 1 where there were none. */
    public double killed() {
        int all = tasks.stream().mapToInt(Line::mutants).sum();
        int alive = tasks.stream().mapToInt(line -> line.alive().size()).sum();
        return all == 0 ? 1 : (double) (all - alive) / all;
    }

    public boolean sound() {
        return tasks.stream().allMatch(Line::sound) && killed() >= LEAST_KILLED;
    }

    /** @param withAlive whether the lines of surviving mutants are shown */
    public String toText(boolean withAlive) {
        StringBuilder text = new StringBuilder();
        text.append(row("task", "reference", "stand-ins", "mutants killed"));
        for (Line line : tasks) {
            text.append(row(
                    line.id(),
                    line.reference().isEmpty() ? String.format(Locale.ROOT, "%.2f s", line.seconds()) : "FAILS",
                    line.accepted().isEmpty()
                            ? line.standIns() + " refused"
                            : "ACCEPTS " + String.join(", ", line.accepted()),
                    line.mutants() - line.alive().size() + "/" + line.mutants()));
            if (!line.reference().isEmpty()) {
                text.append("    ").append(line.reference()).append('\n');
            }
            if (withAlive) {
                line.alive()
                        .forEach(each -> text.append("    alive: ").append(each).append('\n'));
            }
        }
        long unsound = tasks.stream().filter(line -> !line.sound()).count();
        int mutants = tasks.stream().mapToInt(Line::mutants).sum();
        return text.append(String.format(
                        Locale.ROOT,
                        "%d tests, %d unsound; %.1f %% of %d mutants killed (must be %.0f %%)%n",
                        tasks.size(),
                        unsound,
                        100 * killed(),
                        mutants,
                        100 * LEAST_KILLED))
                .toString();
    }

    private static String row(String id, String reference, String standIns, String mutants) {
        return String.format(Locale.ROOT, "%-40s %-10s %-28s %s%n", id, reference, standIns, mutants);
    }
}
