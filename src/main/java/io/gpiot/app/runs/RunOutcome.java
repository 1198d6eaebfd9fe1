package io.gpiot.app.runs;

import io.gpiot.app.ChainRun.Ended;
import java.util.List;
import java.util.Map;

/**
 * What a run that is done came to.
 *
 * @param planned whether it stopped after the sub-tasks, as it was asked to
 * @param answered whether there is a program that computes what was asked for, and runs
 * @param complete whether every sub-task is solved
 * @param lines for people
 * @param figures by name
 * @param seconds of the last attempt
 */
public record RunOutcome(
        boolean planned,
        boolean answered,
        boolean complete,
        List<String> lines,
        Map<String, Object> figures,
        double seconds) {

    public RunOutcome {
        lines = List.copyOf(lines);
        figures = Map.copyOf(figures);
    }

    static RunOutcome of(Ended ended, double seconds) {
        return switch (ended) {
            case Ended.Planned planned -> new RunOutcome(true, false, false, List.of(), Map.of(), seconds);
            case Ended.Finished finished ->
                new RunOutcome(
                        false,
                        finished.answered(),
                        finished.result().complete(),
                        finished.lines(),
                        Map.copyOf(finished.figures()),
                        finished.seconds());
        };
    }
}
