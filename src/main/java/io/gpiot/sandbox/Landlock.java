package io.gpiot.sandbox;

import io.gpiot.sandbox.host.Folder;
import io.gpiot.sandbox.host.Identity;
import io.gpiot.sandbox.host.Staging;
import io.gpiot.sandbox.seccomp.Architecture;
import io.gpiot.sandbox.seccomp.SeccompFilter;
import io.gpiot.sandbox.seccomp.Strictness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * For machines that refuse user namespaces: a Landlock domain and a stricter seccomp filter, under a small Python
 * launcher ({@code jail.py}) that adopts and kills what the program leaves behind. Java 21 cannot make these calls
 * without native code, and a Python is there anyway.
 *
 * <p>Inside, the output folder has a name of its own on the host, there is no /dev/shm and no /proc of other processes,
 * no socket but connected pairs, and chmod, chown and the like do nothing. Names and sizes of files elsewhere can be
 * seen, their contents cannot.
 *
 * <p>Started by root it becomes a user that nobody else has where everything to be read is open to all; else it stays
 * root without any capability, and may start threads but no processes, for the kernel's limit on them would not hold.
 */
final class Landlock implements Sandbox {

    static final String NAME = "landlock";

    private final Architecture architecture;
    private final Path python;

    /** @param python runs the launcher, outside of the jail */
    Landlock(Architecture architecture, Path python) {
        this.architecture = architecture;
        this.python = python;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SandboxOutcome run(SandboxTask task) {
        for (Path path : task.readOnly()) {
            if (!Files.exists(path)) {
                return new SandboxOutcome.Failed(path + " does not exist, so it cannot be shown to the program");
            }
        }
        boolean root = Identity.current().isRoot();
        boolean open = Stream.concat(task.readOnly().stream(), Stream.of(Path.of(System.getProperty("java.io.tmpdir"))))
                .allMatch(Identity::openToAll);
        Integer user = root && open ? Identity.freshUser() : null;
        Strictness strictness = root && !open ? Strictness.SHARED_ONE_PROCESS : Strictness.SHARED;
        try (Staging staging = Staging.create(user)) {
            Path filter = staging.control().resolve("filter");
            Files.write(filter, SeccompFilter.assemble(architecture, strictness));
            List<String> command = new JailFile(
                            task.command(),
                            Supervisor.environment(
                                    task,
                                    staging.output().toString(),
                                    staging.temporary().toString()),
                            staging.output().toString(),
                            filter.toString(),
                            true,
                            task.readOnly().stream().map(Path::toString).toList(),
                            List.of(
                                    staging.output().toString(),
                                    staging.temporary().toString()),
                            JailFile.limits(task.limits()),
                            user,
                            ProcessHandle.current().pid())
                    .launcher(python, staging.control());
            Folder output = new Folder(
                    staging.output(), task.limits().outputBytes(), task.limits().outputFiles());
            Folder temporary = new Folder(
                    staging.temporary(),
                    task.limits().outputBytes(),
                    task.limits().outputFiles());
            SandboxOutcome outcome = Supervisor.run(
                    new Started(command, List.of(output, temporary)), task.limits(), task.standardInput());
            return Supervisor.collect(JailFile.checkStarted(outcome), output, task);
        } catch (IOException e) {
            return new SandboxOutcome.Failed("cannot prepare or empty the sandbox's folder: " + e.getMessage());
        }
    }

    private record Started(List<String> command, List<Folder> watched) implements Supervisor.Launch {
        @Override
        public void stop(Process process) {
            JailFile.stop(process);
        }
    }
}
