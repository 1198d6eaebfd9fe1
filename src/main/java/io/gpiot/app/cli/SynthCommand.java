package io.gpiot.app.cli;

import io.gpiot.app.ChainRun;
import io.gpiot.base.GpiotException;
import io.gpiot.bench.application.SimulatedTruth;
import io.gpiot.simulate.SimulatedFolder;
import io.gpiot.simulate.Simulator;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.run.Task;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main command: from a requirement to programs that ran. */
@Command(
        name = "synth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Turns a requirement into Python programs, and runs them on your data.",
        footer = {
            "",
            "Every stage is a file in the run's folder: stop at any point and give the same command to go on; edit a",
            "stage's file (subtasks.md, specifications/*.md) and the stages after it are made anew.",
            "",
            "Exit codes: 0 all sub-tasks solved, 4 some not, 2 wrong input, 3 something is missing on this machine.",
            "",
            "Examples:",
            "  gpiot synth \"Count the steps in wrist acceleration and plot the cadence\" --data walk.csv",
            "  gpiot synth \"Detect bearing faults\" --data recordings/ --plan",
            "  gpiot synth \"Detect bearing faults\" --data recordings/ --adapter runs/tune-pect/adapter",
            "  gpiot synth \"Detect the R-peaks of this ECG\" --simulate ecg",
            "  gpiot synth \"Find the peaks\" --data ecg/ --result \"peaks (numpy.ndarray): sample indices\""
        })
final class SynthCommand implements Callable<Integer> {

    private static final long SIMULATED_SEED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "REQUIREMENT",
            description = "What the programs must do, in plain English; @FILE reads it.")
    @SuppressWarnings("NullAway.Init")
    private String requirement;

    @Option(names = "--data", paramLabel = "PATH", description = "Folder or file with your data.")
    private @Nullable Path data;

    @Option(
            names = "--simulate",
            paramLabel = "KIND",
            description = "Instead of data of yours, simulated ones: ecg, csi or multimodal. What the programs find is"
                    + " compared with the truth; every result says that the data were simulated.")
    private @Nullable String simulate;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder (default: runs/ and a name of it).")
    private @Nullable Path out;

    @Option(names = "--plan", description = "Stop after the sub-tasks, so that you can edit them.")
    private boolean plan;

    @Option(
            names = "--result",
            paramLabel = "VALUE",
            description = "What the last program returns, as \"name (type): meaning\"; may be given several times.")
    private List<String> result = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RunOptions options;

    @Override
    public Integer call() {
        String text = requirement.startsWith("@") ? read(Path.of(requirement.substring(1))) : requirement;
        Path folder = out == null ? Path.of("runs", slug(text)) : out;
        if (simulate != null) {
            return simulated(simulate, text, folder);
        }
        if (data == null) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "name your data with --data PATH, or simulated ones with --simulate KIND");
        }
        if (!Files.exists(data)) {
            throw GpiotException.user("there is no " + data + "; --data takes a folder or a file");
        }
        String simulatedBy =
                SimulatedFolder.read(data).map(SimulatedFolder.Label::origin).orElse("");
        Task task = task(text, data, result.stream().map(Parameter::parse).toList(), simulatedBy);
        return new PrintedRun(spec, options.json).run(task, folder, options.choice(), null);
    }

    private Task task(String text, Path place, List<Parameter> results, String simulatedBy) {
        return new Task(new Requirement(text), place, results, plan, options.settings(), simulatedBy);
    }

    /** The data lie beside the run's folder, their truth beside them: a program may read the run's folder. */
    private int simulated(String kind, String text, Path folder) {
        if (data != null) {
            throw GpiotException.user("--data and --simulate exclude each other: give one");
        }
        Simulator simulator = Simulator.of(kind);
        SimulatedFolder made = SimulatedFolder.write(
                simulator,
                SIMULATED_SEED,
                simulator.usualSize(),
                folder.resolveSibling(folder.getFileName() + "-simulated"));
        SimulatedTruth truth = new SimulatedTruth(made);
        List<Parameter> results = result.isEmpty()
                ? List.of(truth.result())
                : result.stream().map(Parameter::parse).toList();
        Task task = task(text, made.data(), results, made.label().origin());
        return new PrintedRun(spec, options.json).run(task, folder, options.choice(), (session, run) -> {
            Map<String, Double> measures = truth.measures(run.resolve("results"));
            return new ChainRun.Scored(truth.lines(measures), List.of(), measures);
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw GpiotException.user(file + " is not UTF-8 text; @FILE takes a text file with the requirement");
        } catch (IOException e) {
            throw GpiotException.user("cannot read the requirement from " + file + ": "
                    + (Files.exists(file) ? e.getMessage() : "there is no such file"));
        }
    }

    /** The first words, and a short hash so that two requirements do not meet. */
    static String slug(String text) {
        String words =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String name = words.length() > 40 ? words.substring(0, 40).replaceAll("-[^-]*$", "") : words;
        return name + "-" + "%08x".formatted(text.strip().hashCode());
    }
}
