package io.gpiot.data.build;

import io.gpiot.data.CodeTask;
import io.gpiot.data.CrawledRow;
import io.gpiot.data.DecompositionTask;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.distinct.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts of rows.
 *
 * @param kinds kind to rows
 * @param domains domain to kind to rows
 * @param topics kind to distinct topics
 * @param splits kind to split to rows, of those for training
 * @param levels level to programs
 * @param libraries library to programs that import it
 * @param lengths what is measured to its least, median, 90th percentile and most
 */
public record DataStatistics(
        Map<String, Integer> kinds,
        Map<String, Map<String, Integer>> domains,
        Map<String, Integer> topics,
        Map<String, Map<String, Integer>> splits,
        Map<String, Integer> levels,
        Map<String, Integer> libraries,
        Map<String, Quantiles> lengths) {

    private static final Pattern IMPORT = Pattern.compile("(?m)^\\s*(?:from|import) +([A-Za-z_]\\w*)");
    private static final Set<String> OF_OTHERS =
            Set.of("numpy", "scipy", "sklearn", "pandas", "pywt", "wfdb", "neurokit2", "librosa");

    /** Of a set of counts. */
    public record Quantiles(int least, int median, int ninety, int most) {

        static Quantiles of(Collection<Integer> values) {
            int[] sorted = values.stream().mapToInt(Integer::intValue).sorted().toArray();
            int last = sorted.length - 1;
            return last < 0
                    ? new Quantiles(0, 0, 0, 0)
                    : new Quantiles(sorted[0], sorted[last / 2], sorted[last * 9 / 10], sorted[last]);
        }
    }

    public static DataStatistics of(List<Row> rows) {
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, Map<String, Integer>> domains = new TreeMap<>();
        Map<String, Set<String>> topics = new TreeMap<>();
        Map<String, Map<String, Integer>> splits = new TreeMap<>();
        Map<String, Integer> levels = new TreeMap<>();
        Map<String, Integer> libraries = new TreeMap<>();
        Map<String, List<Integer>> lengths = new TreeMap<>();
        for (Row row : rows) {
            String kind = row.label().kind().text();
            String domain = row.label().domain();
            kinds.merge(kind, 1, Integer::sum);
            domains.computeIfAbsent(domain, each -> new TreeMap<>()).merge(kind, 1, Integer::sum);
            topics.computeIfAbsent(kind, each -> new TreeSet<>())
                    .add(domain + "/" + row.label().topic());
            if (row.label().kind().isTraining()) {
                splits.computeIfAbsent(kind, each -> new TreeMap<>())
                        .merge(Split.of(domain, row.label().topic()).text(), 1, Integer::sum);
            }
            libraries(row.code()).forEach(library -> libraries.merge(library, 1, Integer::sum));
            switch (row) {
                case ProgramRow program -> {
                    levels.merge(program.level().text(), 1, Integer::sum);
                    add(lengths, "lines of a program", (int)
                            program.code().lines().count());
                    add(lengths, "words of a documentation", words(program.documentation()));
                }
                case ProblemRow problem -> {
                    add(lengths, "words of a problem", words(problem.problem()));
                    add(
                            lengths,
                            "sub-tasks of a decomposition",
                            problem.subTasks().size());
                }
                case CrawledRow crawled ->
                    add(lengths, "words of a crawled " + crawled.label().axis().text(), words(crawled.prose()));
                case CodeTask task ->
                    add(lengths, "lines of a reference", (int)
                            task.reference().lines().count());
                case DecompositionTask task ->
                    add(lengths, "sub-tasks of a reference", task.subTasks().size());
            }
        }
        Map<String, Integer> distinct = new TreeMap<>();
        topics.forEach((kind, each) -> distinct.put(kind, each.size()));
        Map<String, Quantiles> quantiles = new TreeMap<>();
        lengths.forEach((what, each) -> quantiles.put(what, Quantiles.of(each)));
        return new DataStatistics(kinds, domains, distinct, splits, levels, libraries, quantiles);
    }

    /** The packages of others that a program imports. */
    public static Set<String> libraries(String code) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = IMPORT.matcher(code);
        while (matcher.find()) {
            if (OF_OTHERS.contains(matcher.group(1))) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }

    private static void add(Map<String, List<Integer>> lengths, String what, int length) {
        lengths.computeIfAbsent(what, each -> new ArrayList<>()).add(length);
    }

    private static int words(String text) {
        return (int) Arrays.stream(text.strip().split("\\s+")).count();
    }
}
