package io.gpiot.app.cli;

import io.gpiot.app.Judging;
import io.gpiot.base.GpiotException;
import io.gpiot.bench.rubric.Rubric;
import io.gpiot.bench.run.BenchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who judges by the written rubrics, and what. */
final class JudgeOptions {

    @Option(
            names = "--judge",
            paramLabel = "URL",
            description = "Has answers judged by a model behind a server that speaks OpenAI's chat protocol.")
    private @Nullable String judge;

    @Option(names = "--judge-model", paramLabel = "NAME", description = "That server's name of the model that judges.")
    private @Nullable String model;

    @Option(
            names = "--rubrics",
            paramLabel = "KEYS",
            split = ",",
            defaultValue = "STC,URC",
            description = "STC, URC, OCP, CDR, GE, CM, US (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private List<String> rubrics;

    @Option(
            names = "--judge-samples",
            paramLabel = "N",
            description = "How many of each task's answers (default: ${DEFAULT-VALUE}).")
    private int samples = 1;

    List<Rubric> rubrics() {
        return Rubric.named(rubrics);
    }

    int samples() {
        if (samples < 1) {
            throw GpiotException.user("--judge-samples must be at least 1, was " + samples);
        }
        return samples;
    }

    boolean wanted() {
        if (judge != null && model == null || judge == null && model != null) {
            throw GpiotException.user("--judge and --judge-model go together: a server's address and its model's name");
        }
        return judge != null;
    }

    /** The result as it is where no judge was named. */
    BenchResult judged(BenchResult result, Console console) {
        return judge == null || model == null
                ? result
                : Judging.byModel(console.workbench(), result, judge, model, rubrics(), samples(), console.progress());
    }
}
