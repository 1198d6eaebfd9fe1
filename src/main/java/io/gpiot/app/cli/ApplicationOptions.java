package io.gpiot.app.cli;

import io.gpiot.app.ApplicationBench;
import io.gpiot.app.RunSession;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.bench.application.Application;
import io.gpiot.bench.application.ApplicationResult;
import io.gpiot.bench.application.ApplicationSettings;
import io.gpiot.bench.application.ApplicationSummary;
import io.gpiot.bench.application.Applications;
import io.gpiot.bench.report.ApplicationReport;
import io.gpiot.bench.report.BenchReport;
import io.gpiot.synthesis.SynthesisSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What {@code gpiot bench} can be told about applications, and how it runs them. */
final class ApplicationOptions {

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description =
                    "Run the whole chain on heartbeat, wifi-har or multimodal instead of a suite, and score what its"
                            + " programs compute.")
    private @Nullable String application;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs of the chain for an application, each with its own seed (default: 1).")
    private int runs = 1;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Recordings for an application: MIT-BIH's records, WiAR's arrays, Harmony's or UCI-HAR's folder;"
                            + " without it, simulated data.")
    private @Nullable Path data;

    @Option(
            names = "--variants",
            split = ",",
            paramLabel = "NAME",
            description = "Some of an application's ways to put the requirement, such as P1,P4 (default: all).")
    private List<String> variants = List.of();

    boolean chosen() {
        return application != null;
    }

    /**
     * Runs, writes the report and prints the figures.
     *
     * @param sampling how the chain draws in the first run; later ones count its seed up
     */
    int run(
            CommandLine command,
            RunSession.Choice choice,
            SynthesisSettings.Draws sampling,
            int jobs,
            @Nullable Path out,
            boolean json) {
        Application chosen = Applications.of(String.valueOf(application), data);
        ApplicationSettings settings =
                new ApplicationSettings(runs, variants, jobs, SynthesisSettings.DEFAULT.withSampling(sampling));
        settings.chosen(chosen); // refused before a model is loaded
        var console = Console.of(command);
        PrintWriter err = command.getErr();
        if (chosen.data().simulated()) {
            console.says()
                    .accept("simulated data, not measurements: " + chosen.data().origin());
        }
        Path folder = out == null ? Path.of("runs", name(chosen, choice)) : out;
        ApplicationResult result;
        try (Interrupt stopped = Interrupt.announce(
                        () -> console.says().accept("stopped; the same command goes on from " + folder));
                RunSession session = RunSession.open(console.workbench(), choice, console.says())) {
            result = new ApplicationBench(session, choice, console.progress())
                    .run(
                            chosen,
                            settings,
                            folder,
                            new RunPrinter(err, console.progress()),
                            scored -> console.says().accept(line(scored)));
        }
        ApplicationReport.write(result, folder);
        PrintWriter writer = command.getOut();
        if (json) {
            writer.println(Json.write(Map.of(
                    "application", result.application(),
                    "data", result.data(),
                    "simulated", result.simulated(),
                    "summary", ApplicationSummary.of(result),
                    "folder", folder.toString())));
        } else {
            writer.print(ApplicationReport.text(result));
            writer.println("report: " + folder.resolve(BenchReport.PAGE));
        }
        writer.flush();
        return 0;
    }

    private static String name(Application application, RunSession.Choice choice) {
        String all = "bench-" + application.id() + (application.data().simulated() ? "-simulated" : "") + "-"
                + choice.model() + (choice.adapter() == null ? "" : "-" + choice.adapter())
                + (choice.guard() ? "" : "-no-guard");
        return all.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    }

    private static String line(ApplicationResult.Scored scored) {
        StringBuilder line = new StringBuilder(scored.name()).append(':');
        scored.measures().forEach((name, value) -> line.append(String.format(Locale.ROOT, " %s %.3f", name, value)));
        if (scored.failed() > 0) {
            line.append(" (no result on ")
                    .append(scored.failed())
                    .append(" of ")
                    .append(scored.cases().size())
                    .append(')');
        }
        return line.toString();
    }

    /** @throws GpiotException USER where options for applications were given without one */
    void refuseWithoutApplication() {
        if (data != null || runs != 1 || !variants.isEmpty()) {
            throw GpiotException.user("--data, --runs and --variants are about --application; name one");
        }
    }
}
