package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.run.Task;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "  gpiot synth \"Find the peaks\" --data ecg/ --result \"peaks (numpy.ndarray): sample indices\""
        })
final class SynthCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "REQUIREMENT",
            description = "What the programs must do, in plain English; @FILE reads it.")
    @SuppressWarnings("NullAway.Init")
    private String requirement;

    @Option(names = "--data", required = true, paramLabel = "PATH", description = "Folder or file with your data.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

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
        if (!Files.exists(data)) {
            throw GpiotException.user("there is no " + data + "; --data takes a folder or a file");
        }
        String text = requirement.startsWith("@") ? read(Path.of(requirement.substring(1))) : requirement;
        Task task = new Task(
                new Requirement(text),
                data,
                result.stream().map(Parameter::parse).toList(),
                plan,
                options.settings());
        Path folder = out == null ? Path.of("runs", slug(text)) : out;
        return new ChainRun(spec, options.json).run(task, folder, options.choice(), null);
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
