package io.gpiot.app.cli;

import io.gpiot.data.scale.Cores;
import io.gpiot.data.scale.Workers;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The same for commands whose work on rows can be spread over machines. */
final class ScaleOptions extends VerifyOptions {

    @Option(
            names = "--master",
            paramLabel = "URL",
            description =
                    "Parse, vary and run on this Apache Spark master, such as spark://host:7077 or local[*], instead of"
                            + " this machine's cores; needs a build with -Pspark.")
    private @Nullable String master;

    @Override
    List<String> arguments() {
        return master == null
                ? super.arguments()
                : Stream.concat(super.arguments().stream(), Stream.of("--master", master))
                        .toList();
    }

    /** The cluster that was named, else this machine's cores. */
    Workers workers() {
        return master == null ? new Cores(jobs()) : Workers.on(master);
    }
}
