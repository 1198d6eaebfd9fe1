package io.gpiot.app.cli;

import io.gpiot.app.BenchSession;
import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.bench.report.BenchReport;
import io.gpiot.bench.report.TextTables;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.Settings;
import io.gpiot.bench.run.Summary;
import io.gpiot.bench.suite.Suite;
import io.gpiot.bench.suite.Suites;
import io.gpiot.synthesis.SynthesisSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpiot bench}: answers a suite's tasks, runs the programs with their tests, and reports. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures a model on a suite of tasks with tests.",
            "Says pass@k, how programs fail, and how decompositions compare with references, each with its interval.",
            "Writes result.json and report.html.",
            "It can be stopped at any point: the same command goes on from what is known."
        },
        subcommands = {
            BenchCompareCommand.class,
            BenchFormCommand.class,
            BenchJudgeCommand.class,
            BenchOraclesCommand.class,
            BenchScoresCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  gpiot bench --model qwen2.5-coder-0.5b-instruct",
            "  gpiot bench --suite development --samples 20 --limit 30 --no-guard",
            "  gpiot bench --adapter runs/tune-pect/adapter",
            "  gpiot bench --suite HumanEval.jsonl.gz",
            "  gpiot bench --prompts chain --no-retrieval",
            "  gpiot bench --endpoint http://localhost:8080/v1 --model my-model --prompts agents",
            "  gpiot bench --judge http://localhost:8081/v1 --judge-model judge",
            "  gpiot bench --application heartbeat --runs 5 --data mit-bih/",
            "  gpiot bench compare runs/bench-a runs/bench-b"
        })
final class BenchCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--suite",
            paramLabel = "NAME|PATH",
            defaultValue = Suites.BENCH,
            description = "gpiot-bench, development (rows that no model is tuned with), a file in gpiot-bench's format,"
                    + " HumanEval's or MBPP's file, or a folder with rows (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String suite;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SubjectOptions subject;

    @Option(
            names = "--only",
            paramLabel = "KIND",
            defaultValue = "all",
            description = "code or decomposition tasks alone (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String only;

    @Option(names = "--samples", paramLabel = "N", description = "Answers a task (default: ${DEFAULT-VALUE}).")
    private int samples = 1;

    @Option(names = "--temperature", paramLabel = "T", description = "Default: 0 for one sample, else 0.8.")
    private @Nullable Double temperature;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--limit", paramLabel = "N", description = "The first N tasks of a kind.")
    private int limit;

    @Option(names = "--tokens", paramLabel = "N", description = "Most tokens of a program (default: ${DEFAULT-VALUE}).")
    private int tokens = 512;

    @Option(names = "--fresh", description = "Forget what was answered and examined before.")
    private boolean fresh;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Where the result goes (default: runs/bench- and a name of it).")
    private @Nullable Path out;

    @Mixin
    private ApplicationOptions application = new ApplicationOptions();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private VerifyOptions programs;

    @Option(
            names = "--embedding",
            paramLabel = "DIR",
            description = "Your own embedding model for the similarity of programs: a folder with model.onnx and"
                    + " tokenizer.json, such as CodeT5+'s.")
    private @Nullable Path embedding;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private JudgeOptions judges;

    @Option(names = "--json", description = "Print one JSON object: subject, settings, measures, outcomes, cost.")
    private boolean json;

    private record Printed(
            String suite,
            String datasetHash,
            BenchResult.Identity subject,
            Settings settings,
            BenchResult.Cost cost,
            Summary summary,
            String folder) {}

    @Override
    public Integer call() {
        if (application.chosen()) {
            return application();
        }
        application.refuseWithoutApplication();
        double heat = temperature == null ? (samples == 1 ? 0 : 0.8) : temperature;
        Settings settings = new Settings(samples, heat, seed, limit, tokens, 400);
        Suite tasks = chosen(Suites.read(suite, DataCommand::folder));
        judges.wanted();
        judges.rubrics();
        judges.samples();
        var console = Console.of(spec.commandLine());
        Workbench bench = console.workbench();
        var choice = new BenchSession.Choice(
                subject.model,
                subject.adapter(),
                subject.endpoint,
                subject.way(),
                subject.guard(),
                programs.lock(),
                programs.layer(),
                programs.jobs(),
                fresh,
                embedding);
        BenchResult result;
        try (BenchSession session = BenchSession.open(bench, choice, console.progress(), console.says())) {
            result = session.run(tasks, settings);
        }
        result = judges.judged(result, console);
        Path folder = out == null ? Path.of("runs", name(result)) : out;
        BenchReport.write(result, folder);
        print(result, folder);
        return 0;
    }

    private int application() {
        var choice = subject.chain(programs);
        return application.run(spec.commandLine(), choice, sampling(), programs.jobs(), out, json);
    }

    private SynthesisSettings.Draws sampling() {
        var usual = SynthesisSettings.DEFAULT.sampling();
        return usual.withCandidates(subject.candidates(usual.candidates()))
                .withTemperature(temperature == null ? usual.temperature() : temperature)
                .withSeed(seed);
    }

    private Suite chosen(Suite all) {
        Suite some = switch (only) {
            case "all" -> all;
            case "code" -> new Suite(all.name(), all.code(), List.of(), all.notes());
            case "decomposition" -> new Suite(all.name(), List.of(), all.plans(), all.notes());
            default -> throw GpiotException.user("--only must be code or decomposition, was '" + only + "'");
        };
        if (some.code().isEmpty() && some.plans().isEmpty()) {
            throw GpiotException.user("the suite " + all.name() + " has no " + only + " tasks");
        }
        return some;
    }

    private static String name(BenchResult result) {
        String guard = result.subject().guard() ? "" : "-no-guard";
        String adapter = result.subject().adapter().isEmpty()
                ? ""
                : "-" + result.subject().shortAdapter();
        String all = "bench-" + result.suite() + "-" + result.subject().model() + adapter + "-"
                + result.subject().prompts() + guard + "-n" + result.settings().samples();
        return all.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
    }

    private void print(BenchResult result, Path folder) {
        PrintWriter writer = spec.commandLine().getOut();
        Summary summary = Summary.of(result);
        if (json) {
            writer.println(Json.write(new Printed(
                    result.suite(),
                    result.datasetHash(),
                    result.subject(),
                    result.settings(),
                    result.cost(),
                    summary,
                    folder.toString())));
        } else {
            writer.print(TextTables.of(result, summary));
            writer.println("report: " + folder.resolve(BenchReport.PAGE));
        }
        writer.flush();
    }
}
