package io.gpiot.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.engine.format.RealModels;
import io.gpiot.synthesis.execute.RealPython;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command with the smallest real model, the real Python and the real sandbox, and the SDK's own client. */
class McpCommandIT {

    @TempDir
    Path folder;

    @Test
    void theToolsWorkWithARealModelInARealSandbox() throws Exception {
        RealPython.runner(); // the environment is made, or the test is skipped where there is no sandbox
        Path model = RealModels.require(RealModels.SMALLEST);
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("walk.csv"), "time,x\n" + "0.1,2\n0.2,4\n0.3,8\n".repeat(20));
        ServerParameters parameters = ServerParameters.builder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .args(
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Djava.awt.headless=true",
                        "-Xmx768m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "mcp",
                        "--model",
                        model.toAbsolutePath().toString(),
                        "--data",
                        data.toString(),
                        "--database",
                        "jdbc:sqlite:" + folder.resolve("runs.db"))
                .addEnvVar(
                        "GPIOT_HOME",
                        Path.of("target", "real-environments").toAbsolutePath().toString())
                .build();
        StdioClientTransport transport = new StdioClientTransport(parameters, McpJsonDefaults.getMapper());
        List<String> errors = new CopyOnWriteArrayList<>();
        transport.setStdErrorHandler(errors::add);
        List<String> told = new CopyOnWriteArrayList<>();
        try (McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(Duration.ofMinutes(30))
                .initializationTimeout(Duration.ofMinutes(5))
                .progressConsumer(each -> told.add(each.message()))
                .build()) {
            client.initialize();
            String ran = good(
                    client,
                    "run_program",
                    Map.of(
                            "code",
                            "import sys, os, numpy\nprint(os.listdir(sys.argv[1]), numpy.arange(4).sum())\n"
                                    + "open('made.txt', 'w').write('1')\n"
                                    + "try:\n    open('/etc/shadow')\nexcept OSError as e:\n    print('no')\n",
                            "data",
                            "."));
            assertTrue(ran.contains("['walk.csv'] 6") && ran.contains("no") && ran.contains("made.txt"), ran);
            String subTasks = good(client, "decompose", Map.of("requirement", "Smooth x and plot it"));
            assertTrue(subTasks.startsWith("Sub-Task 1 ["), subTasks);
            assertTrue(good(client, "search_knowledge", Map.of("query", "steps in acceleration"))
                    .contains("## "));
            String run = good(
                    client,
                    "synthesise",
                    Map.of("requirement", "Compute the mean of x", "data", "walk.csv", "plan_only", true));
            assertTrue(told.stream().anyMatch(line -> line.startsWith("decompose: ")), told.toString());
            String uri = run.lines()
                    .filter(line -> line.endsWith("/subtasks.md"))
                    .findFirst()
                    .orElseThrow();
            TextResourceContents text = (TextResourceContents)
                    client.readResource(ReadResourceRequest.builder(uri).build())
                            .contents()
                            .getFirst();
            assertTrue(text.text().startsWith("Sub-Task 1 ["), text.text());
        }
        assertEquals(
                List.of(),
                errors.stream().filter(line -> line.contains("Exception")).toList());
    }

    private static String good(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(CallToolRequest.builder(tool)
                .arguments(arguments)
                .progressToken(tool)
                .build());
        String text = ((TextContent) result.content().getFirst()).text();
        assertFalse(Boolean.TRUE.equals(result.isError()), text);
        return text;
    }
}
