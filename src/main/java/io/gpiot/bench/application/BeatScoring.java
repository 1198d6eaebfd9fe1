package io.gpiot.bench.application;

import io.gpiot.simulate.data.DataCase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** R-peaks within 150 ms, all records pooled. */
final class BeatScoring implements Scoring {

    static final String PRECISION = "precision";
    static final String RECALL = "recall";

    @Override
    public String resultFile() {
        return HeartbeatScoring.FILE;
    }

    @Override
    public Map<String, Integer> counts(DataCase data, @Nullable Path results) {
        BeatScore score =
                HeartbeatScoring.score(data, results == null ? new int[0] : HeartbeatScoring.detected(results));
        return Map.of("matched", score.matched(), "missed", score.missed(), "extra", score.extra());
    }

    @Override
    public Map<String, Double> measures(List<CaseScore> scores) {
        BeatScore all = BeatScore.sum(scores.stream()
                .map(score -> new BeatScore(score.count("matched"), score.count("missed"), score.count("extra")))
                .toList());
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put(PRECISION, all.precision());
        measures.put(RECALL, all.recall());
        measures.put("F1", all.f1());
        return measures;
    }
}
