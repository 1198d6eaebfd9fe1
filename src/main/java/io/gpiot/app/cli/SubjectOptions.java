package io.gpiot.app.cli;

import io.gpiot.app.RunSession;
import io.gpiot.base.GpiotException;
import io.gpiot.base.model.Catalogue;
import io.gpiot.bench.subject.Way;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who is measured, and what of the chain is left out. */
final class SubjectOptions {

    @Option(
            names = "--model",
            defaultValue = Catalogue.DEFAULT_MODEL,
            description =
                    "Id of a known or imported model, a path, or the endpoint's name of one (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    String model;

    @Mixin
    private AdapterOptions adapter = new AdapterOptions();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "Ask a server that speaks OpenAI's chat protocol, at URL/chat/completions; a key is taken from"
                            + " OPENAI_API_KEY.")
    @Nullable
    String endpoint;

    @Option(
            names = "--prompts",
            paramLabel = "NAME",
            description = {
                "ours: the model alone, asked as our chain asks it; chain: with cards, several candidates and execution's",
                "choice; plain: one message; agents: recall, plan, write, repair (default: ours; plain for an endpoint)."
            })
    private @Nullable String prompts;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description = "Of each program, in the chain (default: " + Way.CANDIDATES + ").")
    private @Nullable Integer candidates;

    @Option(names = "--no-retrieval", description = "The chain without cards.")
    private boolean noRetrieval;

    @Option(
            names = "--no-rtslm",
            description = "The chain without specifications: programs are asked for by the sub-task's sentence.")
    private boolean noSpecification;

    @Option(names = "--no-choice", description = "The chain without execution's choice: one candidate.")
    private boolean noChoice;

    @Option(names = "--no-guard", description = "Write programs freely, without looking at each line as it is written.")
    private boolean noGuard;

    @Nullable
    Path adapter() {
        return endpoint == null ? adapter.folder() : adapter.none("an endpoint");
    }

    Way way() {
        Way all = Way.of(Way.Kind.of(prompts == null ? (endpoint == null ? "ours" : "plain") : prompts));
        int drawn = candidates == null ? all.candidates() : candidates;
        return new Way(all.kind(), noChoice ? 1 : drawn, !noRetrieval, !noSpecification);
    }

    boolean guard() {
        return !noGuard && !way().plain();
    }

    /**
     * As the whole chain is opened for an application.
     *
     * @throws GpiotException USER where it was told what is about suites alone
     */
    RunSession.Choice chain(VerifyOptions programs) {
        if (endpoint != null || prompts != null || noRetrieval || noSpecification || noChoice) {
            throw GpiotException.user(
                    "--application runs the whole chain with a model of this machine: leave --endpoint,"
                            + " --prompts, --no-retrieval, --no-rtslm and --no-choice out");
        }
        return new RunSession.Choice(model, adapter.folder(), programs.lock(), programs.layer(), !noGuard);
    }

    int candidates(int usual) {
        return candidates == null ? usual : candidates;
    }
}
