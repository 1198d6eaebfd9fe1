package io.gpiot.data.crawl.pairs;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.data.CrawledRow;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.UsageRow;
import io.gpiot.data.build.Reject;
import io.gpiot.data.crawl.sphinx.Extraction;
import io.gpiot.data.crawl.sphinx.Reference;
import io.gpiot.data.read.RowLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows made of documentation.
 *
 * @param rejects entries and stretches that became none, each with its reason
 * @param agreeing programs that printed what their page says
 */
public record CrawledRows(List<CrawledRow> rows, List<Reject> rejects, int agreeing) {

    private static final String D1 = "description";
    private static final String D2 = "implementation";
    private static final String D3 = "example";

    public CrawledRows {
        rows = List.copyOf(rows);
        rejects = List.copyOf(rejects);
    }

    /** Describes entries, runs examples, and keeps what ran. */
    public static CrawledRows of(Extraction extraction, ExampleRunner runner, Progress progress) {
        List<CrawledRow> rows = new ArrayList<>();
        List<Reject> rejects = new ArrayList<>();
        Map<String, Reference> entries = new HashMap<>();
        for (Reference entry : extraction.references()) {
            entries.put(entry.name(), entry);
            Optional<String> refusal = Descriptions.refusal(entry);
            if (refusal.isPresent()) {
                rejects.add(new Reject(entry.name(), D1, refusal.get(), ""));
            } else {
                rows.add(Descriptions.row(entry));
            }
        }
        List<Example> examples = Examples.of(extraction);
        Map<String, Stretch.All> results = runner.run(examples, progress);
        Set<String> asked = new HashSet<>();
        int agreeing = 0;
        for (Example example : examples) {
            Stretch.All result = results.getOrDefault(example.id(), Stretch.All.failed("could not be run"));
            int number = 0;
            for (Stretch stretch : result.units()) {
                number++;
                agreeing += stretch.agrees() ? 1 : 0;
                take(example, stretch, number, entries.get(example.id()), asked, rows, rejects);
            }
        }
        return new CrawledRows(rows, rejects, agreeing);
    }

    private static void take(
            Example example,
            Stretch stretch,
            int number,
            @Nullable Reference entry,
            Set<String> asked,
            List<CrawledRow> rows,
            List<Reject> rejects) {
        String id = example.id() + "-" + number;
        String script = stretch.script();
        if (script == null) {
            String detail = stretch.detail() == null ? "" : stretch.detail();
            rejects.add(new Reject(id, D2, stretch.why() == null ? "could not be run" : stretch.why(), detail));
            return;
        }
        UsageRow usage = Usages.usage(example, stretch, script, number, entry);
        if (asked.add(usage.question())) {
            rows.add(usage);
        } else {
            rejects.add(new Reject(id, D2, "asks what another one asks", ""));
        }
        Stretch.Function function = stretch.function();
        if (function == null) {
            rejects.add(new Reject(id, D3, stretch.unfit() == null ? "no function" : stretch.unfit(), ""));
            return;
        }
        try {
            ExampleRow row = Usages.example(example, stretch, function, number, entry);
            rows.add(row);
        } catch (GpiotException e) {
            rejects.add(new Reject(id, D3, "no specification", String.valueOf(e.getMessage())));
        }
    }

    /** Package and axis to rows. */
    public Map<String, Map<String, Integer>> counts() {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        rows.forEach(row -> counts.computeIfAbsent(row.label().domain(), each -> new TreeMap<>())
                .merge(row.label().axis().text(), 1, Integer::sum));
        return counts;
    }

    /** Axis and reason to rejects. */
    public Map<String, Integer> reasons() {
        Map<String, Integer> reasons = new TreeMap<>();
        rejects.forEach(reject -> reasons.merge(reject.kind() + ": " + reject.reason(), 1, Integer::sum));
        return reasons;
    }

    /** Writes {@value RowLines#FILE} and {@code rejects.jsonl}. */
    public void write(Path folder) {
        RowLines.write(rows, folder);
        Json.writeText(folder.resolve("rejects.jsonl"), Json.lines(rejects));
    }
}
