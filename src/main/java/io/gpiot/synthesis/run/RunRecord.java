package io.gpiot.synthesis.run;

import io.gpiot.synthesis.SynthesisSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.json}: what made this folder's files.
 *
 * @param requirement its hash: a folder belongs to one requirement
 * @param adapter SHA-256 of its weights, or empty
 * @param simulated what simulated the data, or empty where they were measured
 * @param stages by the stage's name, those that are finished
 * @param written files of the last composition, relative to the folder
 * @param outcomes a line per sub-task
 */
public record RunRecord(
        String requirement,
        String modelId,
        String modelHash,
        String adapter,
        String simulated,
        SynthesisSettings settings,
        Map<Stage, StageRecord> stages,
        List<String> written,
        List<String> outcomes) {

    /**
     * @param adapter null in records that were kept before there were adapters
     * @param simulated null in records that were kept before there were simulators
     */
    public RunRecord(
            String requirement,
            String modelId,
            String modelHash,
            @Nullable String adapter,
            @Nullable String simulated,
            SynthesisSettings settings,
            Map<Stage, StageRecord> stages,
            List<String> written,
            List<String> outcomes) {
        this.requirement = requirement;
        this.modelId = modelId;
        this.modelHash = modelHash;
        this.adapter = adapter == null ? "" : adapter;
        this.simulated = simulated == null ? "" : simulated;
        this.settings = settings;
        this.stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
        this.written = List.copyOf(written);
        this.outcomes = List.copyOf(outcomes);
    }

    /**
     * A finished stage.
     *
     * @param given hash of what the user decides: data, requirement, the files of earlier stages
     * @param inputs hash of everything that the result depends on, model and settings included
     * @param files hash of each file as it was written, to see edits
     * @param seconds it took, in all runs of the folder
     * @param tokens generated for it, in all runs of the folder
     */
    public record StageRecord(String given, String inputs, Map<String, String> files, double seconds, int tokens) {
        public StageRecord {
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        }
    }

    RunRecord with(Stage stage, StageRecord record) {
        Map<Stage, StageRecord> all = new LinkedHashMap<>(stages);
        all.put(stage, record);
        return new RunRecord(requirement, modelId, modelHash, adapter, simulated, settings, all, written, outcomes);
    }

    RunRecord with(List<String> files, List<String> lines) {
        return new RunRecord(requirement, modelId, modelHash, adapter, simulated, settings, stages, files, lines);
    }
}
