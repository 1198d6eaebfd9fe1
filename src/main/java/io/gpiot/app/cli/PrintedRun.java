package io.gpiot.app.cli;

import io.gpiot.app.ChainRun;
import io.gpiot.app.ChainRun.Ended;
import io.gpiot.app.RunCheck;
import io.gpiot.app.RunSession;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.run.Event;
import io.gpiot.synthesis.run.Result;
import io.gpiot.synthesis.run.Task;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code synth} and {@code demo} share: open the chain, run it, show it. */
final class PrintedRun {

    /** Exit code of a run that ended without a program that computes what was asked for. */
    static final int UNSOLVED = 4;

    private final PrintWriter out;
    private final Console console;
    private final @Nullable JsonProgress lines;

    PrintedRun(CommandSpec spec, boolean json) {
        out = spec.commandLine().getOut();
        console = Console.of(spec.commandLine(), json);
        lines = console.lines();
    }

    int run(Task task, Path folder, RunSession.Choice choice, ChainRun.@Nullable Scoring scoring) {
        long start = System.nanoTime();
        RunCheck.require(console.workbench(), choice.model(), task, folder);
        try (Interrupt stopped = Interrupt.announce(() -> farewell(folder));
                RunSession session = RunSession.open(console.workbench(), choice, console.says())) {
            if (!task.simulated().isEmpty()) {
                console.says().accept(ChainRun.simulated(task));
            }
            Consumer<Event> printer = lines == null ? new RunPrinter(out, console.progress()) : new RunPrinter(lines);
            return switch (new ChainRun(session, task, folder, start).run(printer, scoring)) {
                case Ended.Planned planned -> plan(folder, planned.result());
                case Ended.Finished finished -> end(folder, finished);
            };
        }
    }

    private void farewell(Path folder) {
        console.says()
                .accept((lines == null ? System.lineSeparator() : "") + "stopped; the same command goes on from "
                        + folder);
    }

    private int plan(Path folder, Result result) {
        if (lines != null) {
            lines.event("plan", Map.of("folder", folder.toString(), "subTasks", result.subTasks()));
            return 0;
        }
        out.println();
        out.println(SubTask.toText(result.subTasks()));
        out.println();
        out.println("Edit " + folder.resolve("subtasks.md")
                + " as you like, then give the same command without --plan to go on from there.");
        return 0;
    }

    private int end(Path folder, Ended.Finished finished) {
        if (lines != null) {
            lines.event(
                    "result",
                    Map.of(
                            "folder",
                            folder.toString(),
                            "complete",
                            finished.result().complete(),
                            "answered",
                            finished.result().answered(),
                            "lines",
                            finished.lines(),
                            "figures",
                            finished.figures(),
                            "seconds",
                            finished.seconds()));
        } else {
            out.println();
            finished.lines().forEach(out::println);
            out.printf("%.0f s in all; report: %s%n", finished.seconds(), folder.resolve("report.html"));
        }
        return finished.answered() ? 0 : UNSOLVED;
    }
}
