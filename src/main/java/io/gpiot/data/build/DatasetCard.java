package io.gpiot.data.build;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a dataset is, for people: Markdown with counts. */
final class DatasetCard {

    private DatasetCard() {}

    static String text(Dataset dataset, DataStatistics statistics, List<DatasetFiles.Entry> files) {
        return """
                # GPIoT dataset

                Pairs for tuning small models on IoT problems: TDD (a problem, answered by sub-tasks) and CGD (the specification of
                one sub-task, answered by a Python program; and such a program, answered by its documentation). Each line is one
                pair: `messages` is the chat up to the question, `answer` what the model is to say, and `prefill` the beginning of
                that answer which the model is given in use: take no loss on it. Questions, beginnings and shapes of answers are
                those of gpiot itself: a program is a function whose `def` line and docstring are given, with further imports,
                constants and helpers inside it; steps of sub-tasks have no semicolons. `id`, `kind`, `domain`, `topic`, `axis`, `origin`, `licence`,
                `source`, `verdict`, `hash` and `split` say whence it is. A program's verdict `passed` means: it ran in the sandbox and passed its test as it was written and as it stands here, and the test refused
                None, zeros, one constant answer and the input itself. `ran` means: it ran as it stands, and printed what its page
                says, or gave as a function what it gave as a script.

                ## Origins
                Authored and varied pairs were written by the project's authors. Crawled ones and those from papers are made of
                other people's texts, under those texts' licences: do not pass them on without looking.

                %s

                ## Files
                %s
                ## Pairs by domain
                Training and development are split by topic, so that no development pair is about a topic of training.

                %s
                ![pairs by domain](domains.png)

                ## Lengths of answers, in characters, without what is given
                %s
                ![lengths of answers](lengths.png)

                ## Libraries of the programs
                %s
                ![libraries](libraries.png)

                ## Rejected
                %s
                ![rejects](rejects.png)

                Details are in `rejects.jsonl`. Near-duplicates: word 3-shingles, 64 hashes, estimated Jaccard similarity 0.8 or more.

                ## Compared with benchmarks
                %s
                Rows with a run of 13 words in common: %d. Rows with any telling run of 8 code tokens in common: %d of %d;
                the largest share of such runs among rows that stayed is %.0f %% of the shorter program. Rejected: %d.

                ## Compared with benchmarks by meaning
                %s
                """.formatted(
                        origins(dataset),
                        table(
                                List.of("file", "pairs", "SHA-256"),
                                files.stream()
                                        .map(file -> List.of(file.file(), "" + file.pairs(), file.sha256()))
                                        .toList()),
                        domains(dataset),
                        lengths(dataset),
                        counts("library", "programs", statistics.libraries()),
                        counts("reason", "count", dataset.reasons()),
                        counts("suite", "tasks", dataset.comparison().tasks()),
                        dataset.comparison().words(),
                        dataset.comparison().tokens(),
                        dataset.comparison().rows(),
                        100 * dataset.comparison().largestShare(),
                        dataset.comparison().rejected(),
                        meanings(dataset.comparison().meaning()));
    }

    private static String origins(Dataset dataset) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Sample sample : dataset.samples()) {
            counts.merge(
                    sample.kind() + " | " + sample.origin() + " | " + sample.axis() + " | " + sample.licence(),
                    1,
                    Integer::sum);
        }
        return table(
                List.of("kind", "origin", "axis", "licence", "pairs"),
                counts.entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), "" + entry.getValue()))
                        .toList());
    }

    private static String domains(Dataset dataset) {
        Map<String, int[]> counts = new TreeMap<>();
        for (Sample sample : dataset.samples()) {
            int column = (sample.kind().equals("tdd") ? 0 : 2) + (sample.isTraining() ? 0 : 1);
            counts.computeIfAbsent(sample.domain(), each -> new int[4])[column]++;
        }
        return table(
                List.of("domain", "TDD training", "TDD development", "CGD training", "CGD development"),
                counts.entrySet().stream()
                        .map(entry -> {
                            int[] each = entry.getValue();
                            return List.of(entry.getKey(), "" + each[0], "" + each[1], "" + each[2], "" + each[3]);
                        })
                        .toList());
    }

    private static String meanings(Dataset.Meaning meaning) {
        return meaning.rows() == 0
                ? "Not compared: the build was told so.\n"
                : ("""
                What a row asks for and what a task asks for, as embeddings (%s): %d rows, %d rejected at a cosine of %.2f or
                more. Highest cosine of a row with any task, by rows:

                %s""")
                        .formatted(
                                meaning.embedding(),
                                meaning.rows(),
                                meaning.rejected(),
                                meaning.threshold(),
                                counts("cosine", "rows", meaning.nearest()));
    }

    private static String lengths(Dataset dataset) {
        return table(
                List.of("kind", "least", "median", "90 %", "most"),
                List.of("tdd", "cgd").stream()
                        .map(kind -> {
                            DataStatistics.Quantiles all = DataStatistics.Quantiles.of(dataset.samples().stream()
                                    .filter(sample -> sample.kind().equals(kind))
                                    .map(sample -> sample.rest().length())
                                    .toList());
                            return List.of(
                                    kind.toUpperCase(Locale.ROOT),
                                    "" + all.least(),
                                    "" + all.median(),
                                    "" + all.ninety(),
                                    "" + all.most());
                        })
                        .toList());
    }

    private static String counts(String what, String count, Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "None.\n"
                : table(
                        List.of(what, count),
                        counts.entrySet().stream()
                                .map(entry -> List.of(entry.getKey(), "" + entry.getValue()))
                                .toList());
    }

    private static String table(List<String> head, List<List<String>> rows) {
        return row(head) + "|" + "---|".repeat(head.size()) + "\n"
                + rows.stream().map(DatasetCard::row).collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
