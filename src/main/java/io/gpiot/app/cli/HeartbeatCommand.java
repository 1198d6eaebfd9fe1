package io.gpiot.app.cli;

import io.gpiot.app.ChainRun;
import io.gpiot.app.RunSession;
import io.gpiot.app.demo.HeartbeatPlot;
import io.gpiot.base.GpiotException;
import io.gpiot.bench.application.BeatScore;
import io.gpiot.bench.application.CaseRunner;
import io.gpiot.bench.application.HeartbeatScoring;
import io.gpiot.bench.application.Requirements;
import io.gpiot.simulate.data.DataCase;
import io.gpiot.simulate.real.MitBih;
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
        MitBih whole = data == null ? null : new MitBih(data); // refused before a model is loaded
        List<DataCase> excerpts = MitBih.excerpts(examples());
        Task task = new Task(
                new Requirement(Requirements.HEARTBEAT),
                excerpts.getFirst().data(),
                List.of(Requirements.R_PEAKS),
                false,
                options.settings());
        return new PrintedRun(spec, options.json).run(task, out, options.choice(), (session, folder) -> {
            List<DataCase> records = whole == null ? excerpts : records(whole, folder.toAbsolutePath());
            return score(session, folder, records, task);
        });
    }

    private static List<DataCase> records(MitBih whole, Path folder) {
        return whole.cases().stream()
                .map(name -> whole.write(name, folder.resolve("records").resolve(name), folder.resolve("truth")))
                .toList();
    }

    private static ChainRun.Scored score(RunSession session, Path folder, List<DataCase> records, Task task) {
        HeartbeatScoring scoring = new HeartbeatScoring(new CaseRunner(session.wholeRun(), RunSession.limits(task)));
        List<String> lines = new ArrayList<>();
        List<BeatScore> scores = new ArrayList<>();
        List<Path> plots = new ArrayList<>();
        for (DataCase record : records) {
            HeartbeatScoring.Outcome outcome;
            try {
                outcome = scoring.score(folder, record, folder.resolve("scores").resolve(record.name()));
            } catch (GpiotException e) {
                // a program that fails on a record has found none of its beats
                lines.add("record " + record.name() + ": " + e.getMessage());
                scores.add(HeartbeatScoring.score(record, new int[0]));
                continue;
            }
            scores.add(outcome.score());
            lines.add("record " + record.name() + ": " + outcome.score().toText());
            if (plots.size() < 4) {
                Path plot = folder.resolve("scores").resolve("ecg-" + record.name() + ".png");
                HeartbeatPlot.write(MitBih.signal(record), outcome.truth(), outcome.detected(), 10, 12, plot);
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
