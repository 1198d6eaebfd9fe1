package io.gpiot.data.augment;

import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.distinct.Decontamination;
import io.gpiot.data.distinct.NearDuplicates;
import io.gpiot.data.distinct.Protected;
import io.gpiot.synthesis.SubTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets a new row pass that shares nothing with the bench and is not a near-duplicate of what came before. */
final class Gate {

    private final Decontamination decontamination;
    private final NearDuplicates problems = new NearDuplicates();
    private final NearDuplicates programs = new NearDuplicates();
    private final List<Refusal> refusals = new ArrayList<>();
    private int pairs;

    /** @param rows all that was written: rows for training count as came before, those of the bench are protected */
    Gate(List<Row> rows) {
        List<Row> training =
                rows.stream().filter(row -> row.label().kind().isTraining()).toList();
        decontamination = new Decontamination(
                rows.stream()
                        .filter(row -> !row.label().kind().isTraining())
                        .map(Protected::of)
                        .toList(),
                training);
        training.forEach(this::distinct);
    }

    /** Whether the row may be taken; if so it counts as came before. */
    boolean passes(Row row) {
        Optional<Decontamination.Finding> found =
                decontamination.find(row).filter(Decontamination.Finding::contaminated);
        if (found.isPresent()) {
            refuse(
                    row,
                    Refusal.BENCHMARK,
                    found.get().task().id() + ": " + found.get().example());
            return false;
        }
        return distinct(row);
    }

    void refuse(Row row, String reason, String detail) {
        refusals.add(new Refusal(row.label().id(), row.label().kind().text(), reason, detail));
    }

    /** A problem is one pair for each of its texts: the row stays if its first text is new. */
    private boolean distinct(Row row) {
        return switch (row) {
            case ProblemRow problem -> {
                String answer = "\n" + SubTask.toText(problem.subTasks());
                boolean first = isNew(row, problems, problem.problem() + answer);
                if (first) {
                    pairs++;
                    problem.wordings().forEach(wording -> pairs += isNew(row, problems, wording + answer) ? 1 : 0);
                }
                yield first;
            }
            case ProgramRow program -> {
                boolean fresh = isNew(row, programs, program.prose() + "\n" + program.code());
                pairs += fresh ? 1 : 0;
                yield fresh;
            }
            default -> false;
        };
    }

    private boolean isNew(Row row, NearDuplicates seen, String text) {
        Optional<String> twin = seen.add(row.label().id(), text);
        twin.ifPresent(other -> refuse(row, Refusal.DUPLICATE, "of " + other));
        return twin.isEmpty();
    }

    /** Distinct pairs of all rows that came, the written ones included. */
    int pairs() {
        return pairs;
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }
}
