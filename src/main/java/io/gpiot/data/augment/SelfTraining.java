package io.gpiot.data.augment;

import io.gpiot.data.Axis;
import io.gpiot.data.Label;
import io.gpiot.data.Origin;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.distinct.Grams;
import io.gpiot.data.distinct.NearDuplicates;
import io.gpiot.data.distinct.Split;
import io.gpiot.data.examine.Examination;
import io.gpiot.data.examine.Examiner;
import io.gpiot.data.read.Reading;
import io.gpiot.data.read.RowFiles;
import io.gpiot.engine.Answer;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.synthesis.generate.ProgramPrompt;
import io.gpiot.synthesis.generate.ProgramText;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import io.gpiot.synthesis.run.Asking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CGD: a model answers the specifications itself, several times each; what passes the test of the row, is in order and is not a
 * near-duplicate of a program that is there becomes a row. Answers and verdicts are remembered by those who are asked for them, so
 * that a run which was stopped goes on where it was.
 */
public final class SelfTraining {

    private static final int DOCUMENTATION_TOKENS = 200;

    /**
     * How to ask.
     *
     * @param samples answers of one specification
     * @param keep most answers of one specification that become rows
     * @param mostTokens of a program
     */
    public record Settings(int samples, int keep, double temperature, long seed, int mostTokens) {}

    /** An answer on its way to a row. */
    private record Draft(ProgramRow parent, int number, String code) {

        String id() {
            return parent.label().id() + "-answer-" + number;
        }

        ProgramRow row(String documentation) {
            Label label = parent.label();
            return new ProgramRow(
                    new Label(
                            id(),
                            label.kind(),
                            label.domain(),
                            label.topic(),
                            Axis.NONE,
                            Origin.SELF_TRAINED,
                            Label.OUR_LICENCE,
                            "",
                            label.id()),
                    parent.level(),
                    parent.specification(),
                    code,
                    documentation,
                    parent.test(),
                    "");
        }
    }

    private final Asking asking;
    private final Examiner examiner;
    private final Settings settings;
    private final @Nullable LineGuardFactory guard;
    private final List<Refusal> refusals = new ArrayList<>();

    /** @param guard watches programs while they are written, or null */
    public SelfTraining(Asking asking, Examiner examiner, Settings settings, @Nullable LineGuardFactory guard) {
        this.asking = asking;
        this.examiner = examiner;
        this.settings = settings;
        this.guard = guard;
    }

    /** Rows whose specifications are answered: those that people wrote, of topics of training. */
    public static List<ProgramRow> asked(List<Row> rows) {
        return rows.stream()
                .filter(ProgramRow.class::isInstance)
                .map(ProgramRow.class::cast)
                .filter(row -> row.label().origin() == Origin.AUTHORED)
                .filter(row -> Split.of(row.label().domain(), row.label().topic()) == Split.TRAINING)
                .toList();
    }

    /**
     * @param rows all rows of the checkout: programs that are there, and the bench that nothing may be near to
     * @param asked whose specifications are answered
     */
    public Augmentation train(List<Row> rows, List<ProgramRow> asked) {
        Gate gate = new Gate(rows.stream()
                .filter(row -> !row.label().kind().isTraining() || row instanceof ProgramRow)
                .toList());
        int before = gate.pairs();
        List<Draft> fresh = distinct(passed(written(asked)));
        List<String> documentations = documentations(fresh);
        List<Row> taken = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            ProgramRow row = fresh.get(i).row(documentations.get(i));
            Optional<String> fault = fault(row);
            if (fault.isPresent()) {
                refuse(fresh.get(i), Refusal.SHAPE, fault.get());
            } else if (gate.passes(row)) {
                taken.add(row);
            }
        }
        refusals.addAll(gate.refusals());
        return new Augmentation(taken, refusals, Map.of("cgd", before), Map.of("cgd", gate.pairs()));
    }

    /** Programs in the answers, rows in their order, answers in theirs. */
    private List<Draft> written(List<ProgramRow> rows) {
        PromptForm form = PromptForm.of(Role.PROGRAM, PromptForm.STANDARD);
        List<Request> requests = new ArrayList<>();
        for (ProgramRow row : rows) {
            for (int number = 1; number <= settings.samples(); number++) {
                requests.add(ProgramPrompt.of(
                                form, row.specification(), List.of(), List.of(), List.of(), ProgramPrompt.LIBRARIES, "")
                        .request(
                                Role.PROGRAM,
                                Sampling.of(settings.temperature(), 0.95, settings.seed() * 1_009L + number),
                                settings.mostTokens())
                        .withStop(ProgramText.stops().toArray(String[]::new))
                        .withGuard(guard));
            }
        }
        List<Answer> answers = asking.ask("answering specifications", requests);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            ProgramRow row = rows.get(i / settings.samples());
            Optional<String> code =
                    ProgramText.code(requests.get(i).prefill() + answer.text(), answer.finish() == Answer.Finish.STOP);
            Draft draft = new Draft(row, i % settings.samples() + 1, code.orElse(""));
            if (code.isPresent()) {
                drafts.add(draft);
            } else {
                refuse(draft, Refusal.EXECUTION, "format: the answer holds no whole program");
            }
        }
        return drafts;
    }

    private List<Draft> passed(List<Draft> drafts) {
        List<Examiner.Job> jobs = new ArrayList<>();
        List<List<Draft>> together = new ArrayList<>();
        for (Draft draft : drafts) {
            if (together.isEmpty() || together.getLast().getFirst().parent() != draft.parent()) {
                together.add(new ArrayList<>());
            }
            together.getLast().add(draft);
        }
        for (List<Draft> each : together) {
            ProgramRow row = each.getFirst().parent();
            jobs.add(new Examiner.Job(
                    row.specification().entryPoint(),
                    row.code(),
                    row.test(),
                    each.stream().map(Draft::code).toList()));
        }
        List<List<Examination>> found = examiner.examine(jobs, asking.progress());
        List<Draft> passed = new ArrayList<>();
        for (int i = 0; i < together.size(); i++) {
            for (int j = 0; j < together.get(i).size(); j++) {
                Examination examination = found.get(i).get(j);
                if (examination.passed()) {
                    passed.add(together.get(i).get(j));
                } else {
                    refuse(
                            together.get(i).get(j),
                            Refusal.EXECUTION,
                            examination.outcome().text() + ": " + examination.detail());
                }
            }
        }
        return passed;
    }

    /** Programs unlike the authored one and unlike each other; docstrings, which the prompt gives, do not count. */
    private List<Draft> distinct(List<Draft> passed) {
        List<Draft> fresh = new ArrayList<>();
        NearDuplicates seen = new NearDuplicates();
        @Nullable ProgramRow parent = null;
        int kept = 0;
        for (Draft draft : passed) {
            if (draft.parent() != parent) {
                parent = draft.parent();
                kept = 0;
                seen.add(parent.label().id(), tokens(parent.code()));
            }
            if (kept == settings.keep()) {
                refuse(draft, Refusal.ENOUGH, "has " + kept + " already");
                continue;
            }
            Optional<String> twin = seen.add(draft.id(), tokens(draft.code()));
            if (twin.isPresent()) {
                refuse(draft, Refusal.DUPLICATE, "of " + twin.get());
            } else {
                kept++;
                fresh.add(draft);
            }
        }
        return fresh;
    }

    private static String tokens(String code) {
        return String.join(" ", Grams.codeTokens(code));
    }

    private List<String> documentations(List<Draft> drafts) {
        PromptForm form = PromptForm.of(Role.DOCUMENTATION, PromptForm.STANDARD);
        return asking
                .ask(
                        "documenting programs",
                        drafts.stream()
                                .map(draft -> ProgramPrompt.documentation(
                                                form, draft.parent().specification(), draft.code())
                                        .request(Role.DOCUMENTATION, Sampling.GREEDY, DOCUMENTATION_TOKENS)
                                        .withStop("\n```"))
                                .toList())
                .stream()
                .map(ProgramText::wholeSentences)
                .toList();
    }

    /** What people's rows are held to holds for a model's as well. */
    private static Optional<String> fault(ProgramRow row) {
        return switch (RowFiles.read(Path.of(row.label().id() + ".md"), RowText.of(row))) {
            case Reading.Good good -> Optional.empty();
            case Reading.Bad bad -> Optional.of(bad.faults().getFirst().why());
        };
    }

    private void refuse(Draft draft, String reason, String detail) {
        refusals.add(new Refusal(draft.id(), draft.parent().label().kind().text(), reason, detail));
    }
}
