package io.gpiot.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code gpiot serve} as a process of its own, on a free port. @param address such as {@code http://127.0.0.1:4711} */
record ServedProcess(Process process, String address) implements AutoCloseable {

    static Process gpiot(Path home, Path errors, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-Djava.awt.headless=true",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("GPIOT_HOME", home.toString());
        builder.environment().remove("GPIOT_ADAPTER");
        builder.environment().remove("GPIOT_API_KEY");
        return builder.redirectError(errors.toFile()).start();
    }

    /** Returns once it listens. */
    static ServedProcess start(Path home, Path errors, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--json"));
        all.addAll(List.of(arguments));
        Process process = gpiot(home, errors, all.toArray(String[]::new));
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            JsonNode event = Json.MAPPER.readTree(line);
            if (event.path("event").asText().equals("listening")) {
                Thread.ofVirtual().start(() -> readOn(said)); // so that it never waits for a reader
                return new ServedProcess(process, event.path("address").asText());
            }
        }
        throw new AssertionError("it does not listen: " + Files.readString(errors));
    }

    private static void readOn(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            return; // it was killed
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
