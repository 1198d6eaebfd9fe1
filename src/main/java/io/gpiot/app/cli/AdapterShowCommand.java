package io.gpiot.app.cli;

import io.gpiot.base.Json;
import io.gpiot.engine.adapter.Adapter;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.Target;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot adapter show}: all that an adapter's files say. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one adapter: its kind, its settings, its size, and the model that it belongs to.",
        footer = {
            "",
            "Examples:",
            "  gpiot adapter show runs/tune-pect/adapter",
            "  gpiot adapter show my-peft-lora --json"
        })
final class AdapterShowCommand implements Runnable {

    /** What {@code --json} prints. */
    private record Shown(
            String folder,
            String kind,
            AdapterSettings settings,
            double scale,
            long numbers,
            String sha256,
            @Nullable String baseSha256) {}

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Holds adapter_config.json and adapter_model.safetensors.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--json", description = "Print one JSON object: kind, settings, numbers, hashes.")
    private boolean json;

    @Override
    public void run() {
        Adapter adapter = AdapterFile.read(folder);
        AdapterSettings settings = adapter.settings();
        long numbers = adapter.tensors().values().stream()
                .mapToLong(tensor -> Arrays.stream(tensor.shape()).reduce(1, (one, other) -> one * other))
                .sum();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(new Shown(
                    folder.toString(),
                    kind(settings),
                    settings,
                    settings.scale(),
                    numbers,
                    adapter.sha256(),
                    adapter.baseSha256().orElse(null))));
            return;
        }
        line(out, "kind", kind(settings));
        line(
                out,
                "rank",
                "%d, alpha %s%s: scale %.4g"
                        .formatted(
                                settings.rank(),
                                settings.alpha(),
                                settings.rsLora() ? " (rsLoRA)" : "",
                                settings.scale()));
        line(out, "on", settings.targets().stream().map(Target::shortName).collect(Collectors.joining(", ")));
        if (settings.paths() == 2) {
            line(out, "shared", settings.sharedLora() ? "lambda " + settings.lambda() : "none");
            line(
                    out,
                    "projections",
                    settings.projections() ? "width " + settings.bottleneck() + ", gamma " + settings.gamma() : "none");
        }
        line(out, "numbers", String.format(Locale.ROOT, "%,d", numbers));
        line(out, "SHA-256", adapter.sha256());
        line(
                out,
                "base",
                adapter.baseSha256()
                        .map(hash -> "SHA-256 " + hash)
                        .orElse("not said: gpiot adapter import writes it down"));
        out.flush();
    }

    private static String kind(AdapterSettings settings) {
        return List.of("plain LoRA", "two LoRAs, one a path", "PECT: two coupled paths")
                .get(settings.paths() == 1 ? 0 : settings.sharedLora() || settings.projections() ? 2 : 1);
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-12s %s%n", name, value);
    }
}
