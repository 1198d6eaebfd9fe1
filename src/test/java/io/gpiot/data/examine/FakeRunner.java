package io.gpiot.data.examine;

import io.gpiot.base.Json;
import io.gpiot.synthesis.execute.ProgramRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes a program for right where its text says so, and never runs one. */
public final class FakeRunner implements ProgramRunner {

    private int programs;

    /** How many programs were examined so far, references included. */
    public synchronized int programs() {
        return programs;
    }

    @Override
    public synchronized Result run(Task task) {
        Path folder = Path.of(task.arguments().getFirst());
        List<Map<String, Object>> verdicts = new ArrayList<>();
        try {
            for (int number = 0; Files.exists(folder.resolve(number + ".py")); number++) {
                programs++;
                String program = Files.readString(folder.resolve(number + ".py"));
                if (program.contains("kill")) {
                    return ended(137);
                }
                String outcome =
                        program.contains("right") ? "passed" : program.contains("raise") ? "exception" : "wrong";
                verdicts.add(Map.of(
                        "outcome",
                        outcome,
                        "detail",
                        outcome.equals("passed") ? "" : "it was " + outcome,
                        "trace",
                        "",
                        "printed",
                        "",
                        "seconds",
                        0.1,
                        "peakBytes",
                        7));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Json.writeFile(task.output().resolve("verdicts.json"), verdicts);
        return ended(0);
    }

    private static Result ended(int code) {
        return new Result(code, "", "was killed", 0.1, 1, false, false);
    }
}
