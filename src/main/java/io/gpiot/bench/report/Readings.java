package io.gpiot.bench.report;

import io.gpiot.bench.quality.Finding;
import io.gpiot.bench.quality.Quality;
import io.gpiot.bench.run.BenchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What rules found in programs, for a page. */
final class Readings {

    private static final int RULES = 25;

    private Readings() {}

    static String of(BenchResult result) {
        List<Quality> read = result.code().stream()
                .flatMap(task -> task.samples().stream())
                .map(BenchResult.Sample::quality)
                .filter(Objects::nonNull)
                .toList();
        Map<String, Integer> bars = new LinkedHashMap<>();
        Map<String, List<Finding>> byRule = new TreeMap<>();
        for (Finding.Kind kind : Finding.Kind.values()) {
            bars.put(
                    kind.text(),
                    read.stream().mapToInt(each -> each.count(kind)).sum());
        }
        read.forEach(each -> each.findings()
                .forEach(finding -> byRule.computeIfAbsent(finding.rule(), rule -> new ArrayList<>())
                        .add(finding)));
        List<List<String>> rows = byRule.values().stream()
                .sorted(Comparator.comparingInt(List<Finding>::size).reversed())
                .limit(RULES)
                .map(some -> List.of(
                        some.getFirst().rule(),
                        some.getFirst().kind().text(),
                        Integer.toString(some.size()),
                        some.getFirst().message()))
                .toList();
        int lines = read.stream().mapToInt(Quality::lines).sum();
        return "<p>" + read.size() + " programs that can be parsed, " + lines + " lines.</p>" + Html.counts(bars)
                + Html.details(
                        "The rules that found most",
                        Html.table(List.of("rule", "kind", "findings", "one of its messages"), rows));
    }

    static String findings(@Nullable Quality quality) {
        if (quality == null || quality.findings().isEmpty()) {
            return "";
        }
        return Html.details(
                quality.findings().size() + " findings",
                Html.table(
                        List.of("line", "kind", "rule", ""),
                        quality.findings().stream()
                                .map(finding -> List.of(
                                        Integer.toString(finding.line()),
                                        finding.kind().text(),
                                        finding.rule(),
                                        finding.message()))
                                .toList()));
    }
}
