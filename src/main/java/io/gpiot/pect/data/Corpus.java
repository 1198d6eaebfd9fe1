package io.gpiot.pect.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What some files hold for one model.
 *
 * @param rejected in the order of files and lines
 */
public record Corpus(List<Example> examples, List<RejectedLine> rejected, List<SourceFile> files) {

    /** A file that was read: its hash stands for its content in records of a run. */
    public record SourceFile(String file, int path, int examples, int rejected, String sha256) {}

    public Corpus {
        examples = List.copyOf(examples);
        rejected = List.copyOf(rejected);
        files = List.copyOf(files);
    }

    public long tokens() {
        return examples.stream().mapToLong(Example::length).sum();
    }

    public long answerTokens() {
        return examples.stream().mapToLong(Example::answerTokens).sum();
    }

    /** Examples of a path. */
    public long count(int path) {
        return examples.stream().filter(example -> example.path() == path).count();
    }

    /** Each reason with how often it was met and the first lines, in one line. */
    public List<String> rejections() {
        Map<String, List<RejectedLine>> byReason = new TreeMap<>();
        rejected.forEach(line -> byReason.computeIfAbsent(line.reason(), each -> new java.util.ArrayList<>())
                .add(line));
        return byReason.entrySet().stream()
                .map(entry -> {
                    List<RejectedLine> lines = entry.getValue();
                    String places = lines.stream()
                            .limit(3)
                            .map(line -> line.file() + ":" + line.line())
                            .collect(java.util.stream.Collectors.joining(", "));
                    return lines.size() + (lines.size() == 1 ? " line" : " lines") + " rejected: " + entry.getKey()
                            + " (" + places + (lines.size() > 3 ? ", ..." : "") + ")";
                })
                .toList();
    }
}
