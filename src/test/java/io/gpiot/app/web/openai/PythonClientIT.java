package io.gpiot.app.web.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** OpenAI's client for Python, where the Python of {@code GPIOT_TEST_PYTHON}, else {@code python3}, has it. */
class PythonClientIT {

    private record Ran(int code, String output) {}

    private static Ran python(String... arguments) throws IOException, InterruptedException {
        String python = Optional.ofNullable(System.getenv("GPIOT_TEST_PYTHON")).orElse("python3");
        ProcessBuilder builder = new ProcessBuilder(python);
        builder.command().addAll(java.util.List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output.strip());
    }

    private static boolean hasClient() throws InterruptedException {
        try {
            return python("-c", "import openai").code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void officialPythonClientGetsAlong() throws Exception {
        boolean has = hasClient();
        if (!has) {
            System.err.println(
                    "SKIPPED: this Python has no package openai; pip install openai, or set GPIOT_TEST_PYTHON");
        }
        Assumptions.assumeTrue(has, "this Python has no package openai");
        StepModel model = StepModel.free();
        try (TestServer server = new TestServer(model)) {
            Path script =
                    Path.of(getClass().getResource("/web/openai_client.py").toURI());
            Ran ran = python(script.toString(), server.address() + "/v1");
            assertEquals("ok", ran.output());
            assertEquals(0, ran.code());
        }
    }
}
