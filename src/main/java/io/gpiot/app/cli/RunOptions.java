package io.gpiot.app.cli;

import io.gpiot.app.RunSession;
import io.gpiot.synthesis.SynthesisSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that runs the chain can be told. */
final class RunOptions {

    @Mixin
    private ServedModelOptions chain = new ServedModelOptions();

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description = "Programs drawn per sub-task and round (default: 8).")
    private int candidates = SynthesisSettings.DEFAULT.sampling().candidates();

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of drawing at most (default: 2).")
    private int rounds = SynthesisSettings.DEFAULT.sampling().rounds();

    @Option(names = "--budget", paramLabel = "TOKENS", description = "No new round after so many tokens of programs.")
    private int budget = SynthesisSettings.DEFAULT.sampling().tokenBudget();

    @Option(names = "--temperature", paramLabel = "T", description = "Of all candidates but the first (default: 0.7).")
    private double temperature = SynthesisSettings.DEFAULT.sampling().temperature();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same run, with the same kernels (cache/kernels; default: 1).")
    private long seed = SynthesisSettings.DEFAULT.sampling().seed();

    @Option(names = "--seconds", paramLabel = "S", description = "Time limit of one program (default: 120).")
    private double seconds = SynthesisSettings.DEFAULT.programs().seconds();

    @Option(names = "--memory", paramLabel = "MIB", description = "Memory limit of one program (default: 2048).")
    private long memory = SynthesisSettings.DEFAULT.programs().memoryBytes() >> 20;

    @Option(names = "--no-retrieval", description = "Write prompts without expert cards.")
    private boolean noRetrieval;

    @Option(
            names = "--no-rtslm",
            description =
                    "Hand sub-tasks to the programmer as they are, without specifications: to see what those are worth.")
    private boolean noSpecification;

    @Option(names = "--no-guard", description = "Write programs freely, without looking at each line as it is written.")
    private boolean noGuard;

    @Option(names = "--json", description = "Print JSON lines instead of text: events, and at the end the result.")
    boolean json;

    RunSession.Choice choice() {
        return chain.choice(!noGuard);
    }

    SynthesisSettings settings() {
        SynthesisSettings usual = SynthesisSettings.DEFAULT;
        return new SynthesisSettings(
                usual.subTasks(),
                usual.tokens(),
                new SynthesisSettings.Draws(
                        candidates,
                        rounds,
                        budget,
                        temperature,
                        seed,
                        usual.sampling().tellFailure()),
                new SynthesisSettings.Programs(seconds, memory << 20),
                noRetrieval ? 0 : usual.cards(),
                noSpecification);
    }
}
