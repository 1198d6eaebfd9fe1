package io.gpiot.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A process on the host that a contained program must not reach; see {@code victim.py}. */
final class Victim implements AutoCloseable {

    private final Process process;
    private final ObjectNode addresses;
    private final List<String> reached = Collections.synchronizedList(new ArrayList<>());

    Victim(PythonInterpreter python, Path folder, String token) throws IOException {
        Path script = TestMachine.probe("victim.py", folder);
        ProcessBuilder builder =
                new ProcessBuilder(python.executable().toString(), script.toString(), folder.toString());
        builder.environment().put("SECRET", token);
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader reader = process.inputReader();
        addresses = (ObjectNode) new ObjectMapper().readTree(reader.readLine());
        Thread.ofPlatform().daemon().start(() -> reader.lines().forEach(reached::add));
    }

    ObjectNode addresses() {
        return addresses.deepCopy();
    }

    /** What came through, in words. */
    List<String> reached() {
        return List.copyOf(reached);
    }

    boolean unharmed() throws IOException {
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ");
        boolean sleepsOrRuns = fields[0].equals("S") || fields[0].equals("R");
        return process.isAlive() && sleepsOrRuns && fields[16].equals(niceOfThisProcess());
    }

    private static String niceOfThisProcess() throws IOException {
        String status = Files.readString(Path.of("/proc/self/stat"));
        return status.substring(status.lastIndexOf(')') + 2).split(" ")[16];
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    static String json(JsonNode node) {
        return node.toString();
    }
}
