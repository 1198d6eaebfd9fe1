package io.gpiot.data.augment.recombine;

import io.gpiot.base.GpiotException;
import io.gpiot.data.Axis;
import io.gpiot.data.ContentHash;
import io.gpiot.data.Kind;
import io.gpiot.data.Label;
import io.gpiot.data.ProblemRow;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.SubTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes problems of a knowledge base. Of each task and modality that go together: one plain row (A1); rows with another form or way
 * (A2); rows for other devices (A3). Which of the possible ones are taken follows from hashes of the seed and their names.
 */
public final class Recombiner {

    private static final Pattern WORD = Pattern.compile("\\{([a-z]+)}");

    private final KnowledgeBase base;
    private final Settings settings;

    /**
     * How many to make.
     *
     * @param representations most rows of axis A2 for a task and a modality
     * @param resources most rows of axis A3 for a task and a modality
     */
    public record Settings(long seed, int representations, int resources) {}

    public Recombiner(KnowledgeBase base, Settings settings) {
        this.base = base;
        this.settings = settings;
    }

    /**
     * @param parents authored rows; a task's parent must be one of them
     * @param take says whether a row is wanted, given the task's name; asked in order, so that it can refuse what came before
     */
    public List<ProblemRow> rows(List<ProblemRow> parents, BiPredicate<String, ProblemRow> take) {
        List<ProblemRow> rows = new ArrayList<>();
        for (Task task : base.tasks()) {
            ProblemRow parent = parents.stream()
                    .filter(row -> row.label().id().equals(task.parent()))
                    .findFirst()
                    .orElseThrow(() -> GpiotException.user(
                            "the task '" + task.id() + "' goes back to '" + task.parent() + "', which is no row"));
            for (Modality modality : base.modalities()) {
                rows.addAll(cell(task, modality, parent, take));
            }
        }
        return rows;
    }

    private List<ProblemRow> cell(
            Task task, Modality modality, ProblemRow parent, BiPredicate<String, ProblemRow> take) {
        List<ProblemRow> rows = new ArrayList<>();
        List<Combination> all = shuffled(Combination.all(task, modality, base.devices()));
        Optional<Combination> plain = all.stream()
                .filter(each -> each.device().id().equals("none")
                        && each.form() == modality.forms().getFirst()
                        && each.way() == task.ways().getFirst())
                .filter(each -> size(each))
                .findFirst();
        if (plain.isEmpty()) {
            return rows;
        }
        ProblemRow first =
                row(plain.get(), Axis.MODALITY, parent.label(), parent.label().id());
        if (take.test(task.id(), first)) {
            rows.add(first);
        }
        List<String> devices = new ArrayList<>();
        int others = 0;
        for (Combination each : all) {
            boolean none = each.device().id().equals("none");
            boolean other = none
                    && (each.form() != plain.get().form()
                            || each.way() != plain.get().way())
                    && others < settings.representations();
            boolean device = !none
                    && devices.size() < settings.resources()
                    && !devices.contains(each.device().id());
            if (size(each) && (other || device)) {
                ProblemRow row = row(
                        each,
                        device ? Axis.RESOURCES : Axis.REPRESENTATION,
                        parent.label(),
                        first.label().id());
                if (take.test(task.id(), row)) {
                    rows.add(row);
                    others += other ? 1 : 0;
                    if (device) {
                        devices.add(each.device().id());
                    }
                }
            }
        }
        return rows;
    }

    private static boolean size(Combination each) {
        int size = each.stages().size();
        return size >= 5 && size <= 8;
    }

    private List<Combination> shuffled(List<Combination> all) {
        return all.stream()
                .sorted(Comparator.comparing(each -> ContentHash.of("" + settings.seed(), each.name())))
                .toList();
    }

    private ProblemRow row(Combination each, Axis axis, Label parent, String parentId) {
        int pick = Integer.parseInt(
                ContentHash.of(each.name(), "" + settings.seed()).substring(0, 6), 16);
        Statement statement = new Statement(each, pick);
        String id = "tdd/" + parent.domain() + "/" + each.name();
        List<SubTask> subTasks = new ArrayList<>();
        for (Stage stage : each.stages()) {
            subTasks.add(new SubTask(
                    subTasks.size() + 1,
                    stage.name(),
                    stage.steps().stream().map(step -> filled(step, each)).toList()));
        }
        return new ProblemRow(
                Label.varied(id, Kind.TDD, parent.domain(), parent.topic(), axis, "", parentId),
                each.task().title() + ": " + each.modality().name(),
                each.modality().name(),
                each.form().name(),
                each.device().name(),
                statement.problem(),
                each.form().data().stream().map(Parameter::parse).toList(),
                statement.wordings(),
                subTasks);
    }

    private String filled(Step step, Combination each) {
        Matcher matcher = WORD.matcher(step.text(each.device().effort()));
        String text = matcher.replaceAll(found -> Matcher.quoteReplacement(
                switch (found.group(1)) {
                    case "buffer" -> each.way().buffer();
                    case "bytes" -> bytes(each.way().samples() * each.device().bytes());
                    case "hop" -> each.way().hop();
                    case "packet" -> each.task().packet();
                    case "duty" -> each.task().duty();
                    default -> base.word(found.group(1), each.device().effort());
                }));
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String bytes(int bytes) {
        return bytes < 1000 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f KB", bytes / 1000.0);
    }
}
