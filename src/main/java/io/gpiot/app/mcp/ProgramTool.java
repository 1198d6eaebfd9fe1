package io.gpiot.app.mcp;

import io.gpiot.app.Surroundings;
import io.gpiot.app.runs.RunData;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Runs a Python program in the sandbox; without one it does not run. */
record ProgramTool(Assistant assistant) implements Tool {

    private static final int LONGEST_SECONDS = 300;
    private static final long MEMORY = 2L << 30;
    private static final int SHOWN_CHARACTERS = 20_000;

    @Override
    public String name() {
        return "run_program";
    }

    @Override
    public String description() {
        return "Runs a Python program in a sandbox without network and without this machine's files, with numpy, scipy,"
                + " pandas, scikit-learn and matplotlib. sys.argv[1] is a folder with the given files; what the program"
                + " writes into its working folder is told.";
    }

    @Override
    public Schema schema() {
        return new Schema()
                .text("code", "The program.")
                .files("files", "Text files for it to read.")
                .text("data", "Instead of files: a file or folder that this server may read.")
                .text("input", "Its standard input.")
                .whole("seconds", 1, LONGEST_SECONDS, "Time limit (default 60).")
                .required("code");
    }

    @Override
    public Semaphore turn() {
        return assistant.turns().programs();
    }

    @Override
    public Answer call(Call call) {
        Arguments arguments = call.arguments();
        String code = arguments.text("code");
        var data = arguments.data(assistant.folders());
        double seconds = arguments.whole("seconds", 60, 1, LONGEST_SECONDS);
        Surroundings around = assistant.session().get().around();
        if (around.sandbox().name().equals("none")) {
            throw GpiotException.resources(
                    "programs are run in a sandbox only, and this server was started without one");
        }
        try (Scratch scratch = new Scratch()) {
            Path script = scratch.folder("program").resolve("program.py");
            Json.writeText(script, code);
            Path folder = scratch.folder("data");
            Path given = data.map(each -> place(each, folder)).orElse(folder);
            Path out = scratch.folder("out");
            ProgramRunner.Result result = around.runner()
                    .run(new ProgramRunner.Task(
                            script,
                            List.of(given.toString()),
                            List.of(given),
                            out,
                            new ProgramRunner.Limits(seconds, seconds, MEMORY, 64),
                            arguments.optional("input").orElse("")));
            return answer(result, seconds, written(out));
        }
    }

    private static Path place(RunData data, Path folder) {
        return switch (data) {
            case RunData.Local local -> local.place();
            case RunData.Uploaded uploaded -> {
                uploaded.files().forEach(file -> write(file, folder));
                yield folder;
            }
        };
    }

    private static void write(RunData.Upload file, Path folder) {
        Path target = folder.resolve(file.safeName());
        try (var in = file.content().open()) {
            Files.createDirectories(target.getParent());
            Files.copy(in, target);
        } catch (IOException e) {
            throw GpiotException.user("cannot place the file '" + file.name() + "': give each name once");
        }
    }

    private static Map<String, Long> written(Path out) {
        Map<String, Long> files = new LinkedHashMap<>();
        try (Stream<Path> found = Files.walk(out)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                files.put(out.relativize(file).toString(), Files.size(file));
            }
        } catch (IOException e) {
            throw GpiotException.resources("cannot list what the program wrote: " + e.getMessage(), e);
        }
        return files;
    }

    private static Answer answer(ProgramRunner.Result result, double seconds, Map<String, Long> files) {
        String end = result.timedOut()
                ? "stopped after %.0f s".formatted(seconds)
                : result.outOfMemory()
                        ? "stopped: it needed more than " + (MEMORY >> 20) + " MiB"
                        : "exit code " + result.exitCode();
        List<String> lines = new ArrayList<>(List.of(end + ", %.1f s".formatted(result.seconds())));
        if (!result.stdout().isEmpty()) {
            lines.add("stdout:\n" + shortened(result.stdout()));
        }
        if (!result.stderr().isEmpty()) {
            lines.add("stderr:\n" + shortened(result.stderr()));
        }
        files.forEach((name, bytes) -> lines.add("wrote " + name + ", " + bytes + " bytes"));
        return new Answer(
                String.join("\n", lines),
                Map.of(
                        "exitCode", result.exitCode(),
                        "end", end,
                        "stdout", shortened(result.stdout()),
                        "stderr", shortened(result.stderr()),
                        "seconds", result.seconds(),
                        "files", files));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_CHARACTERS
                ? text
                : text.substring(0, SHOWN_CHARACTERS) + "\n(and " + (text.length() - SHOWN_CHARACTERS) + " more)";
    }
}
