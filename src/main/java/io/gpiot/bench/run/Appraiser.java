package io.gpiot.bench.run;

import io.gpiot.base.Progress;
import io.gpiot.bench.quality.Appraisal;
import io.gpiot.bench.run.BenchResult.CodeResult;
import io.gpiot.bench.run.BenchResult.Sample;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.examine.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Adds to a result what can be read in its programs. */
public final class Appraiser {

    /** The instrument's name under which the similarity of references of different tasks stands. */
    static final String FLOOR = "similarity of references of different tasks";

    private final Appraisal appraisal;
    private final Progress progress;

    public Appraiser(Appraisal appraisal, Progress progress) {
        this.appraisal = appraisal;
        this.progress = progress;
    }

    /** @param suite that the result is of: it has the references */
    public BenchResult appraise(BenchResult result, Suite suite) {
        Map<String, String> references = new HashMap<>();
        suite.code().forEach(item -> references.put(item.id(), item.reference()));
        List<CodeResult> code = new ArrayList<>();
        try (Progress.Task task =
                progress.start("reading programs", result.code().size(), "tasks")) {
            for (CodeResult each : result.code()) {
                code.add(appraised(each, references.getOrDefault(each.id(), "")));
                task.at(code.size());
            }
        }
        Map<String, String> instruments = new HashMap<>(appraisal.instruments());
        if (instruments.containsKey("embedding") && !code.isEmpty()) {
            double floor = appraisal.floor(
                    suite.code().stream().map(CodeItem::reference).limit(200).toList());
            instruments.put(FLOOR, String.format(Locale.ROOT, "%.3f", floor));
        }
        return result.withCode(code, instruments);
    }

    /** An answer without a program is left as it is. */
    private CodeResult appraised(CodeResult task, String reference) {
        List<Sample> programs = task.samples().stream()
                .filter(sample -> sample.examination().outcome() != Outcome.FORMAT
                        && !sample.code().isBlank()
                        && !reference.isBlank())
                .toList();
        List<Appraisal.Note> notes = appraisal.of(
                programs.stream().map(Sample::code).toList(),
                programs.stream().map(each -> reference).toList());
        Map<Integer, Appraisal.Note> byIndex = new HashMap<>();
        for (int i = 0; i < programs.size(); i++) {
            byIndex.put(programs.get(i).index(), notes.get(i));
        }
        List<Sample> samples = new ArrayList<>();
        for (Sample sample : task.samples()) {
            Appraisal.Note note = byIndex.get(sample.index());
            samples.add(note == null ? sample : sample.with(note));
        }
        return new CodeResult(task.id(), task.domain(), task.level(), task.question(), task.prompt(), samples);
    }
}
