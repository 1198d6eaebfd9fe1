package io.gpiot.bench.report;

import io.gpiot.base.HtmlText;
import io.gpiot.bench.rubric.Rubric;
import io.gpiot.bench.rubric.Score;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Scores and who gave them, for a page. */
final class Judges {

    private Judges() {}

    static String names(List<Score> scores) {
        return scores.stream().map(Judges::name).distinct().sorted().collect(Collectors.joining("; "));
    }

    private static String name(Score score) {
        return score.person() ? score.judge() + " (a person)" : score.judge();
    }

    /** Each judge with what was judged and how. */
    static String of(List<Score> scores) {
        List<List<String>> rows = scores.stream()
                .collect(Collectors.groupingBy(score -> List.of(name(score), score.rubric())))
                .entrySet()
                .stream()
                .map(entry -> List.of(
                        entry.getKey().get(0),
                        entry.getKey().get(1),
                        Integer.toString(entry.getValue().size()),
                        String.format(
                                Locale.ROOT,
                                "%.2f",
                                entry.getValue().stream()
                                        .mapToInt(Score::value)
                                        .average()
                                        .orElseThrow())))
                .sorted(Comparator.comparing(row -> row.get(0) + row.get(1)))
                .toList();
        String rubrics = Rubric.all().stream()
                .map(rubric -> Html.details(
                        rubric.key() + ": " + rubric.title(),
                        "<p>" + HtmlText.escape(rubric.question()) + "</p>"
                                + Html.table(List.of("", ""), levels(rubric))))
                .collect(Collectors.joining());
        return Html.table(List.of("judge", "rubric", "answers", "mean"), rows) + Html.details("The rubrics", rubrics);
    }

    private static List<List<String>> levels(Rubric rubric) {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(value ->
                        List.of(Integer.toString(value), rubric.levels().get(value - 1)))
                .toList();
    }

    /** The scores of one task, or nothing. */
    static String about(String task, List<Score> scores) {
        List<List<String>> rows = scores.stream()
                .filter(score -> score.task().equals(task))
                .map(score -> List.of(
                        score.rubric(),
                        score.sample() + (score.grammar() ? ", under grammar" : ""),
                        Integer.toString(score.value()),
                        name(score),
                        score.reason()))
                .toList();
        return rows.isEmpty()
                ? ""
                : Html.details(
                        rows.size() + " scores",
                        Html.table(List.of("rubric", "sample", "score", "judge", "reason"), rows));
    }
}
