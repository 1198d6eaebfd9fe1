package io.gpiot.data.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.data.Kind;
import io.gpiot.data.distinct.Split;
import io.gpiot.data.read.Fault;
import io.gpiot.data.read.RowLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the files of a dataset are as they were written, and its pairs in order. */
public final class DatasetCheck {

    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, String> ids = new HashMap<>();
    private int pairs;

    private DatasetCheck() {}

    /** What a check found. */
    public record Result(int pairs, List<Fault> faults) {
        public Result {
            faults = List.copyOf(faults);
        }
    }

    /** Whether the path is a dataset's folder, or one of its files of pairs. */
    public static boolean is(Path path) {
        return Files.exists(path.resolve(DatasetFiles.LIST))
                || path.toString().endsWith(".jsonl") && !path.endsWith(RowLines.FILE);
    }

    public static Result check(Path path) {
        DatasetCheck check = new DatasetCheck();
        if (Files.isRegularFile(path)) {
            check.pairs(path, Integer.MAX_VALUE);
        } else {
            for (DatasetFiles.Entry entry :
                    Json.readFile(path.resolve(DatasetFiles.LIST), DatasetFiles.Entry[].class)) {
                check.file(path.resolve(entry.file()), entry);
            }
        }
        return new Result(check.pairs, check.faults);
    }

    private void file(Path file, DatasetFiles.Entry entry) {
        if (!Files.exists(file)) {
            fault(file, 0, "is in " + DatasetFiles.LIST + " and not there");
        } else if (!Sha256.of(file, Progress.NONE).equals(entry.sha256())) {
            fault(file, 0, "is not what was written: its SHA-256 is not that of " + DatasetFiles.LIST);
        } else if (file.toString().endsWith(".jsonl") && !entry.file().equals(DatasetFiles.REJECTS)) {
            pairs(file, entry.pairs());
        }
    }

    private void pairs(Path file, int expected) {
        int number = 0;
        for (String line : lines(file)) {
            number++;
            try {
                pair(Json.MAPPER.readValue(line, Sample.class), file, number);
            } catch (JsonProcessingException e) {
                fault(file, number, "is no pair: " + e.getOriginalMessage());
            }
        }
        pairs += number;
        if (expected != Integer.MAX_VALUE && expected != number) {
            fault(file, 0, "has " + number + " pairs, " + DatasetFiles.LIST + " says " + expected);
        }
    }

    /** JSON may lack what a record has. */
    @SuppressWarnings("ConstantValue")
    private static boolean isWhole(Sample pair) {
        return Stream.of(
                                pair.id(),
                                pair.kind(),
                                pair.domain(),
                                pair.topic(),
                                pair.axis(),
                                pair.origin(),
                                pair.licence(),
                                pair.verdict(),
                                pair.hash(),
                                pair.split(),
                                pair.messages(),
                                pair.prefill(),
                                pair.answer())
                        .allMatch(Objects::nonNull)
                && pair.messages().stream().allMatch(turn -> turn.role() != null && turn.content() != null);
    }

    private void pair(@Nullable Sample pair, Path file, int line) {
        if (pair == null || !isWhole(pair)) {
            fault(file, line, "is no pair: id, kind, hash, messages, prefill or answer is missing");
            return;
        }
        String name = file.getFileName() + ", line " + line;
        String before = ids.putIfAbsent(pair.id(), name);
        unless(before == null, file, line, "the id " + pair.id() + " is that of " + before);
        unless(
                pair.kind().equals(Kind.TDD.text()) || pair.kind().equals(Kind.CGD.text()),
                file,
                line,
                "the kind must be tdd or cgd, was '" + pair.kind() + "'");
        unless(pair.hash().matches("[0-9a-f]{64}"), file, line, "the hash is no SHA-256");
        for (String must : List.of(pair.domain(), pair.topic(), pair.axis(), pair.origin(), pair.licence())) {
            unless(!must.isBlank(), file, line, "domain, topic, axis, origin and licence must be there");
        }
        unless(!pair.verdict().equals("failed"), file, line, "the program failed its test");
        unless(
                pair.split().equals(Split.of(pair.domain(), pair.topic()).text()),
                file,
                line,
                "the topic " + pair.topic() + " does not belong to " + pair.split());
        unless(
                !pair.messages().isEmpty() && pair.messages().getLast().role().equals("user"),
                file,
                line,
                "the chat must end with the user's question");
        unless(pair.answer().startsWith(pair.prefill()), file, line, "the answer does not begin with its prefill");
        unless(
                !pair.answer()
                        .substring(
                                Math.min(pair.prefill().length(), pair.answer().length()))
                        .isBlank(),
                file,
                line,
                "the answer is empty");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw GpiotException.user("cannot read " + file + ": " + e.getMessage());
        }
    }

    private void unless(boolean right, Path file, int line, String why) {
        if (!right) {
            fault(file, line, why);
        }
    }

    private void fault(Path file, int line, String why) {
        faults.add(new Fault(file.toString(), line, why));
    }
}
