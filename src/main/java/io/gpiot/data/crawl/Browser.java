package io.gpiot.data.crawl;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window, for pages that scripts write. */
public final class Browser {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final long MILLISECONDS_FOR_SCRIPTS = 5000;

    private final Path program;
    private final Duration longest;

    public Browser(Path program, Duration longest) {
        this.program = program;
        this.longest = longest;
    }

    /** The first that lies on the search path. */
    public static Optional<Browser> installed(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, Duration.ofSeconds(60)));
    }

    String name() {
        return program.getFileName().toString();
    }

    /** The page as it is after its scripts ran; empty where the browser fails or takes too long. */
    Optional<String> render(URI address) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--disable-gpu",
                "--no-first-run",
                "--virtual-time-budget=" + MILLISECONDS_FOR_SCRIPTS,
                "--dump-dom"));
        if (System.getProperty("user.name", "").equals("root")) {
            command.add("--no-sandbox"); // its own sandbox refuses to work for root
        }
        command.add(address.toString());
        try {
            Path output = Files.createTempFile("gpiot-page", ".html");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                String page = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
                return ended && process.exitValue() == 0 && !page.isBlank() ? Optional.of(page) : Optional.empty();
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
