package io.gpiot.bench.subject;

import io.gpiot.base.Progress;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.data.examine.Examination;
import io.gpiot.data.examine.Examiner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs programs on what their task shows to everybody, never on its test: on inputs made after the specification, where only
 * the kind of the results can be checked; on the examples in a docstring; on the example call of a description.
 */
public final class Trial {

    private final Examiner examiner;
    private final Progress progress;

    public Trial(Examiner examiner, Progress progress) {
        this.examiner = examiner;
        this.progress = progress;
    }

    /**
     * How far a program came.
     *
     * @param way 0 no program, 1 it cannot be loaded, 2 it fails when it is called, 3 its results are not what was asked
     *     for, 4 it holds
     * @param why it does not hold, in the words of Python, or empty
     */
    public record Report(int way, String why) {

        static final int HELD = 4;

        public boolean held() {
            return way == HELD;
        }
    }

    /** @return for each program its report; where a task shows nothing that can be run, loading is all */
    public List<Report> of(List<CodeItem> items, List<Optional<String>> programs) {
        Map<CodeItem, List<String>> byItem = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            List<String> some = byItem.computeIfAbsent(items.get(i), each -> new ArrayList<>());
            programs.get(i).map(items.get(i)::whole).ifPresent(some::add);
        }
        List<Examiner.Job> jobs = new ArrayList<>();
        byItem.forEach((item, some) -> jobs.add(shown(item).job(some)));
        List<List<Examination>> found = examiner.examine("trying programs", jobs, progress);

        Map<CodeItem, Integer> places = new LinkedHashMap<>();
        List<CodeItem> order = List.copyOf(byItem.keySet());
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            CodeItem item = items.get(i);
            if (programs.get(i).isEmpty()) {
                reports.add(new Report(0, "there was no complete code block in the answer"));
                continue;
            }
            int place = places.merge(item, 1, Integer::sum) - 1;
            reports.add(report(found.get(order.indexOf(item)).get(place)));
        }
        return reports;
    }

    /** The task with a test made of what it shows; its reference is not looked at. */
    private static CodeItem shown(CodeItem item) {
        return new CodeItem(
                item.id(),
                item.domain(),
                item.level(),
                item.question(),
                item.entryPoint(),
                item.head(),
                "",
                "",
                ShownTest.of(item));
    }

    private static Report report(Examination examination) {
        int way = switch (examination.outcome()) {
            case PASSED -> Report.HELD;
            case WRONG -> 3;
            case NAME, ATTRIBUTE, KEYWORD, EXCEPTION, TIMEOUT, MEMORY -> 2;
            case FORMAT, SYNTAX, IMPORT -> 1;
        };
        String trace = examination.trace().isBlank() ? examination.detail() : examination.trace();
        return new Report(way, way == Report.HELD ? "" : trace);
    }
}
