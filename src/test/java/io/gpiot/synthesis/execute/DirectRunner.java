package io.gpiot.synthesis.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs Python as it is, without isolation: for our own scripts and programs that tests bring along. */
public record DirectRunner(Path python) implements ProgramRunner {

    @Override
    public Result run(Task task) {
        List<String> command =
                new ArrayList<>(List.of(python.toString(), "-B", task.script().toString()));
        command.addAll(task.arguments());
        try {
            Process process = new ProcessBuilder(command)
                    .directory(task.output().toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor((long) task.limits().wallSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Result(ended ? process.exitValue() : -1, printed, "", 0, 0, !ended, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
