package io.gpiot.app.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gpiot.base.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK's own client, with our server as its process. */
class McpStdioTest {

    private static final List<String> VALUES = List.of("ecg (numpy.ndarray): one lead", "fs (float): rate in Hz");

    @TempDir
    static Path folder;

    private static final List<ProgressNotification> TOLD = new CopyOnWriteArrayList<>();
    private static Path data;
    private static McpSyncClient client;

    private static List<String> command(Path home, String sandbox) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                FakeAssistant.Server.class.getName(),
                home.toString(),
                data.toString(),
                sandbox);
    }

    private static McpSyncClient connect(String sandbox) {
        List<String> command = command(folder.resolve("home-" + sandbox), sandbox);
        ServerParameters parameters = ServerParameters.builder(command.getFirst())
                .args(command.subList(1, command.size()))
                .build();
        StdioClientTransport transport = new StdioClientTransport(parameters, McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(line -> {});
        McpSyncClient made = McpClient.sync(transport)
                .requestTimeout(Duration.ofMinutes(10))
                .initializationTimeout(Duration.ofMinutes(5))
                .progressConsumer(TOLD::add)
                .build();
        made.initialize();
        return made;
    }

    @BeforeAll
    static void start() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("walk.csv"), "1,2,3\n");
        Files.writeString(folder.resolve("secret.csv"), "secret");
        Files.createSymbolicLink(data.resolve("link.csv"), folder.resolve("secret.csv"));
        client = connect("fake");
    }

    @AfterAll
    static void stop() {
        client.closeGracefully();
    }

    private CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(CallToolRequest.builder(tool)
                .arguments(arguments)
                .progressToken("token of " + tool)
                .build());
    }

    private static String text(CallToolResult result) {
        return result.content().stream()
                .map(content -> ((TextContent) content).text())
                .collect(Collectors.joining("\n"));
    }

    private String good(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertFalse(Boolean.TRUE.equals(result.isError()), text(result));
        return text(result);
    }

    private String bad(String tool, Map<String, Object> arguments) {
        CallToolResult result = call(tool, arguments);
        assertEquals(true, result.isError(), text(result));
        assertFalse(text(result).contains("internal error"), text(result));
        return text(result);
    }

    @Test
    void theToolsAndTheRunsAreListed() {
        assertEquals(
                List.of("decompose", "generate", "run_program", "search_knowledge", "specify", "synthesise"),
                client.listTools().tools().stream()
                        .map(McpSchema.Tool::name)
                        .sorted()
                        .toList());
        assertEquals(
                List.of("gpiot://runs"),
                client.listResources().resources().stream()
                        .map(McpSchema.Resource::uri)
                        .toList());
        assertEquals(2, client.listResourceTemplates().resourceTemplates().size());
        assertEquals("gpiot", client.getServerInfo().name());
    }

    @Test
    void whatOneStageGivesTheNextOneTakes() {
        String subTasks = good("decompose", Map.of("requirement", "Count the beats", "values", VALUES));
        assertTrue(subTasks.startsWith("Sub-Task 1 ["), subTasks);
        CallToolResult specified =
                call("specify", Map.of("requirement", "Count the beats", "sub_tasks", subTasks, "values", VALUES));
        List<?> specifications = (List<?>) ((Map<?, ?>) specified.structuredContent()).get("specifications");
        assertTrue(specifications.size() >= 3, text(specified));
        for (Object specification : specifications) {
            String program = good("generate", Map.of("specification", specification, "candidates", 2));
            assertEquals(2, program.split("```python", -1).length - 1, program);
        }
    }

    @Test
    void aSynthesisTellsItsStagesAndItsRunIsAResource() throws Exception {
        CallToolResult result = client.callTool(CallToolRequest.builder("synthesise")
                .arguments(Map.of("requirement", "Count the beats", "data", "walk.csv"))
                .progressToken("synthesise for " + Thread.currentThread().getName())
                .build());
        assertFalse(Boolean.TRUE.equals(result.isError()), text(result));
        Map<?, ?> facts = (Map<?, ?>) result.structuredContent();
        assertEquals("DONE", facts.get("state"));
        assertEquals(true, facts.get("answered"));
        // the SDK's client hands notifications on at once: they may overtake each other there, and even the answer
        String token = "synthesise for " + Thread.currentThread().getName();
        while (TOLD.stream().noneMatch(each -> each.message().endsWith(facts.get("run") + ": done"))) {
            Thread.sleep(10);
        }
        List<ProgressNotification> told =
                TOLD.stream().filter(each -> each.progressToken().equals(token)).toList();
        assertEquals(
                told.size(),
                told.stream().map(ProgressNotification::progress).distinct().count());
        String messages = told.stream().map(ProgressNotification::message).collect(Collectors.joining("\n"));
        for (String stage : List.of("inspect", "decompose", "specify", "generate", "execute", "document", "compose")) {
            assertTrue(messages.contains(stage + ": "), messages);
        }
        assertTrue(messages.contains("sub-task 1 ["), messages);

        JsonNode run = Json.MAPPER.readTree(read(facts.get("uri").toString()));
        assertEquals("DONE", run.path("run").path("state").asText());
        JsonNode all = Json.MAPPER.readTree(read("gpiot://runs"));
        assertEquals(facts.get("run"), all.get(0).path("id").asText());
        List<?> files = (List<?>) facts.get("files");
        assertTrue(files.size() > 8, files.toString());
        for (Object file : files) {
            read(file.toString());
        }
        assertTrue(read(facts.get("uri") + "/main.py").startsWith("# "));
        for (String wrong : List.of(
                "gpiot://runs/0000",
                "gpiot://runs/..",
                facts.get("uri") + "/..%2Fdata%2Fwalk.csv",
                facts.get("uri") + "/%2Fetc%2Fhostname",
                facts.get("uri") + "/%",
                facts.get("uri") + "/.lock")) {
            assertThrows(McpError.class, () -> read(wrong), wrong);
        }
    }

    private String read(String uri) {
        return ((TextResourceContents)
                        client.readResource(ReadResourceRequest.builder(uri).build())
                                .contents()
                                .getFirst())
                .text();
    }

    @Test
    void dataMayComeWithTheCall() {
        List<Map<String, String>> files = List.of(Map.of("name", "day 1/a.csv", "text", "1,2\n"));
        String done = good("synthesise", Map.of("requirement", "Count the beats", "files", files, "plan_only", true));
        assertTrue(done.contains("subtasks.md"), done);
        String ran = good("run_program", Map.of("code", "print(1)", "files", files, "input", "typed"));
        assertTrue(ran.contains("print(1) day 1/a.csv typed") && ran.contains("wrote made.txt, 4 bytes"), ran);
    }

    @Test
    void dataElsewhereAreNotRead() {
        for (String place : List.of(
                "../secret.csv",
                folder.resolve("secret.csv").toString(),
                "/etc/hostname",
                "link.csv",
                "..",
                "no\0",
                "")) {
            Map<String, Object> arguments =
                    place.isEmpty() ? Map.of("requirement", "Count") : Map.of("requirement", "Count", "data", place);
            assertFalse(bad("synthesise", arguments).contains("secret\n"), place);
        }
        for (String place : List.of("../secret.csv", "link.csv", "/etc")) {
            bad("run_program", Map.of("code", "print(1)", "data", place));
        }
        for (String name : List.of("../x.csv", "/x.csv", ".x", "a/../../x")) {
            List<Map<String, String>> files = List.of(Map.of("name", name, "text", "1"));
            bad("synthesise", Map.of("requirement", "Count", "files", files));
            bad("run_program", Map.of("code", "print(1)", "files", files));
        }
    }

    @Test
    void whatIsWrongIsSaidInOneLineAndTheServerGoesOn() {
        assertTrue(bad("decompose", Map.of("requirement", "  ")).contains("the requirement is empty"));
        bad("decompose", Map.of());
        bad("decompose", Map.of("requirement", 7));
        bad("decompose", Map.of("requirement", "Count", "values", List.of("no value")));
        bad("specify", Map.of("requirement", "Count", "sub_tasks", "nothing", "values", VALUES));
        bad("generate", Map.of("specification", "nothing"));
        bad("generate", Map.of("specification", "nothing", "candidates", 1000));
        bad("search_knowledge", Map.of("query", ""));
        bad("search_knowledge", Map.of("query", "x", "nonsense", true));
        bad("synthesise", Map.of("requirement", "fail this", "data", "walk.csv"));
        bad("synthesise", Map.of("requirement", "Count", "data", "walk.csv", "result", List.of("x")));
        assertThrows(McpError.class, () -> call("no_such_tool", Map.of()));
        assertTrue(good("search_knowledge", Map.of("query", "R-peaks of an ECG", "count", 2))
                .contains("## "));
    }

    @Test
    void withoutASandboxNoProgramRuns() {
        try (McpSyncClient other = connect("none")) {
            CallToolResult refused = other.callTool(CallToolRequest.builder("run_program")
                    .arguments(Map.of("code", "print(1)"))
                    .build());
            assertEquals(true, refused.isError());
            assertTrue(text(refused).contains("started without one"), text(refused));
        }
    }

    @Test
    void linesThatAreNoMessagesAreAnsweredAndProgressOnlyRises() throws Exception {
        Process server = new ProcessBuilder(command(folder.resolve("own"), "fake"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedWriter to = server.outputWriter();
                BufferedReader from = server.inputReader()) {
            for (String wrong : List.of("nonsense", "{", "[]", "{}", "{\"jsonrpc\":\"2.0\"}", "\"x\"", "null")) {
                to.write(wrong + "\n");
                to.flush();
                JsonNode answer = Json.MAPPER.readTree(from.readLine());
                assertTrue(answer.path("error").path("code").asInt() <= -32600, wrong + ": " + answer);
            }
            to.write(
                    "\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                            + "\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}\n");
            to.flush();
            JsonNode greeted = Json.MAPPER.readTree(from.readLine());
            assertEquals(
                    "gpiot",
                    greeted.path("result").path("serverInfo").path("name").asText());
            to.write(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":"
                            + "\"tools/call\",\"params\":{\"name\":\"synthesise\",\"arguments\":{\"requirement\":\"Count\","
                            + "\"data\":\"walk.csv\"},\"_meta\":{\"progressToken\":7}}}\n");
            to.flush();
            double last = -1;
            int notifications = 0;
            JsonNode message = Json.MAPPER.readTree(from.readLine());
            while (!message.has("id")) {
                double progress = message.path("params").path("progress").asDouble();
                assertTrue(progress > last, message + " after " + last);
                last = progress;
                notifications++;
                message = Json.MAPPER.readTree(from.readLine());
            }
            assertFalse(message.path("result").path("isError").asBoolean(), message.toString());
            assertTrue(notifications > 10, notifications + " notifications");
        } finally {
            server.destroyForcibly();
            server.waitFor();
        }
    }
}
