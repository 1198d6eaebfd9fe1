package io.gpiot.app.cli;

import io.gpiot.app.RunSession;
import io.gpiot.app.demo.BeatScore;
import io.gpiot.app.demo.HeartbeatPlot;
import io.gpiot.app.demo.HeartbeatRecord;
import io.gpiot.app.demo.HeartbeatScoring;
import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.run.Task;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Heartbeat detection on MIT-BIH: programs are written on one record and scored on all. */
@Command(
        name = "heartbeat",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes R-peak detection programs, runs them on real ECG and scores them against cardiologists' beats.",
        footer = {
            "",
            "Examples:",
            "  gpiot demo heartbeat",
            "  gpiot demo heartbeat --data mit-bih/ --out runs/all-records"
        })
final class HeartbeatCommand implements Callable<Integer> {

    private static final String REQUIREMENT =
            "Detect the R-peaks of the heartbeats in this single-lead ECG recording. It has baseline wander and muscle"
                    + " noise, and the amplitude of the beats varies. Return the sample index of every R-peak.";
    private static final Parameter RESULT =
            Parameter.parse(HeartbeatScoring.R_PEAKS + " (numpy.ndarray): sample indices of the R-peaks, shape (n,)");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Score on the whole records (.hea, .dat, .atr) of this folder too.")
    private @Nullable Path data;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("runs", "heartbeat");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RunOptions options;

    @Override
    public Integer call() {
        if (data != null && !Files.isDirectory(data)) {
            throw GpiotException.user("there is no folder " + data + "; --data takes one with WFDB records");
        }
        if (data != null) {
            HeartbeatRecord.check(data);
        }
        List<HeartbeatRecord> excerpts = HeartbeatRecord.excerpts(examples());
        Task task = new Task(
                new Requirement(REQUIREMENT), excerpts.getFirst().data(), List.of(RESULT), false, options.settings());
        return new ChainRun(spec, options.json)
                .run(task, out, options.choice(), (session, folder) -> score(session, folder, excerpts, task));
    }

    private ChainRun.Scored score(RunSession session, Path folder, List<HeartbeatRecord> excerpts, Task task) {
        HeartbeatScoring scoring = new HeartbeatScoring(session.wholeRun(), RunSession.limits(task));
        List<HeartbeatRecord> records = new ArrayList<>(excerpts);
        if (data != null) {
            records = HeartbeatRecord.whole(data, folder.resolve("records"));
        }
        List<String> lines = new ArrayList<>();
        List<BeatScore> scores = new ArrayList<>();
        List<Path> plots = new ArrayList<>();
        for (HeartbeatRecord record : records) {
            HeartbeatScoring.Outcome outcome;
            try {
                outcome = scoring.score(folder, record, folder.resolve("scores").resolve(record.name()));
            } catch (GpiotException e) {
                // a program that fails on a record has found none of its beats
                lines.add("record " + record.name() + ": " + e.getMessage());
                scores.add(BeatScore.of(
                        io.gpiot.app.demo.BeatAnnotations.read(record.truth()),
                        new int[0],
                        record.signal().rate()));
                continue;
            }
            scores.add(outcome.score());
            lines.add("record " + record.name() + ": " + outcome.score().toText());
            if (plots.size() < 4) {
                Path plot = folder.resolve("scores").resolve("ecg-" + record.name() + ".png");
                HeartbeatPlot.write(record.signal(), outcome.truth(), outcome.detected(), 10, 12, plot);
                plots.add(plot);
            }
        }
        BeatScore all = BeatScore.sum(scores);
        lines.add("R-peaks of " + records.size() + " records within 150 ms: " + all.toText());
        return new ChainRun.Scored(
                lines,
                plots,
                Map.of(
                        "precision",
                        all.precision(),
                        "recall",
                        all.recall(),
                        "f1",
                        all.f1(),
                        "records",
                        records.size()));
    }

    /** The example's folder beside the jar's project, or under the working folder. */
    private static Path examples() {
        try {
            Path code = Path.of(HeartbeatCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Stream.of(code.resolveSibling("..").resolve("examples").normalize(), Path.of("examples"))
                    .map(folder -> folder.resolve("heartbeat"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow(() -> GpiotException.resources("the folder examples/heartbeat is missing beside "
                            + code + "; run gpiot from its checkout"));
        } catch (URISyntaxException e) {
            throw GpiotException.internal("cannot tell where the program lies", e);
        }
    }
}
