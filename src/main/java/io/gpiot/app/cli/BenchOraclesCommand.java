package io.gpiot.app.cli;

import io.gpiot.app.BenchSession;
import io.gpiot.app.Workbench;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.bench.oracle.OracleCheck;
import io.gpiot.bench.oracle.OracleReport;
import io.gpiot.bench.suite.Suite;
import io.gpiot.bench.suite.Suites;
import io.gpiot.data.examine.Examiner;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.synthesis.execute.ProgramRunner;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gpiot bench check-oracles}: can a suite's tests be trusted? */
@Command(
        name = "check-oracles",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells whether the tests of a suite can be trusted.",
            "Runs each code task's test on its reference, which must pass; on programs that return nothing, zeros, NaN,",
            "empty results, the first right result for every call or their input, and on the naive program, which must fail; and",
            "on mutants of the reference, of which 90 %% must. Exit code 2: some test is not to be trusted."
        },
        footer = {"", "Example:", "  gpiot bench check-oracles --mutants 10"})
final class BenchOraclesCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--suite",
            paramLabel = "NAME|PATH",
            defaultValue = Suites.BENCH,
            description = "As in gpiot bench (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String suite;

    @Option(
            names = "--mutants",
            paramLabel = "N",
            description = "Of each reference at most (default: ${DEFAULT-VALUE}).")
    private int mutants = 25;

    @Option(names = "--limit", paramLabel = "N", description = "The first N tasks.")
    private int limit;

    @Option(names = "--alive", description = "Show what the surviving mutants changed.")
    private boolean alive;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private VerifyOptions programs;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        if (mutants < 0 || limit < 0) {
            throw GpiotException.user("--mutants and --limit must be at least 0, were " + mutants + " and " + limit);
        }
        Suite all = Suites.read(suite, DataCommand::folder);
        Suite tasks = new Suite(
                all.name(),
                limit > 0 ? all.code().subList(0, Math.min(limit, all.code().size())) : all.code(),
                List.of(),
                List.of());
        var console = Console.of(spec.commandLine());
        Workbench bench = console.workbench();
        PythonEnvironment python = bench.python(programs.lock());
        ProgramRunner runner = programs.runner(bench);
        Examiner examiner = BenchSession.examiner(bench, runner, python, BenchSession.memory(bench), programs.jobs());
        var check = new OracleCheck(runner, examiner, bench.home().cache().resolve("bench-scripts"));
        OracleReport report = check.check(tasks, mutants, console.progress());
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? Json.write(report) + "\n" : report.toText(alive));
        out.flush();
        return report.sound() ? 0 : GpiotException.Category.USER.exitCode();
    }
}
