package io.gpiot.sandbox;

import io.gpiot.sandbox.host.Folder;
import io.gpiot.sandbox.host.Identity;
import io.gpiot.sandbox.host.Staging;
import io.gpiot.sandbox.seccomp.Architecture;
import io.gpiot.sandbox.seccomp.SeccompFilter;
import io.gpiot.sandbox.seccomp.Strictness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A container engine on this machine, docker or podman, for servers: no network, everything read-only but {@code
 * /output}, no capabilities, limits in a cgroup, and our own seccomp filter, which {@code jail.py} installs inside.
 *
 * <p>The host's /usr and libraries are shown over the image's, since the interpreter is the host's; so any small image
 * of a Linux distribution does. It is never pulled here.
 */
final class Container implements Sandbox {

    static final String NAME = "container";
    private static final String OUTPUT = "/output";
    private static final String JAIL = "/sandbox";
    /** What the engine itself answers when it could not start the container. */
    private static final int ENGINE_FAILED = 125;

    private static final long ENGINE_SECONDS = 20;

    private final Path engine;
    private final String image;
    private final Architecture architecture;
    private final Path python;

    /** @param engine the executable of docker or podman */
    Container(Path engine, String image, Architecture architecture, Path python) {
        this.engine = engine;
        this.image = image;
        this.architecture = architecture;
        this.python = python;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SandboxOutcome run(SandboxTask task) {
        Identity identity = Identity.current();
        Integer user = identity.isRoot() ? Identity.freshUser() : null;
        String name = "gpiot-" + UUID.randomUUID();
        try (Staging staging = Staging.create(user)) {
            Path jail = Files.createDirectory(staging.root().resolve("jail"));
            Resource.copy("jail.py", jail);
            Files.write(jail.resolve("filter"), SeccompFilter.assemble(architecture, Strictness.NAMESPACED));
            insideTask(task).write(jail.resolve("task.json"));
            for (Path file : List.of(jail.resolve("jail.py"), jail.resolve("filter"), jail.resolve("task.json"))) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.setPosixFilePermissions(jail, PosixFilePermissions.fromString("rwxr-xr-x"));
            String runAs = user == null ? identity.user() + ":" + identity.group() : user + ":" + user;
            Folder output = new Folder(
                    staging.output(), task.limits().outputBytes(), task.limits().outputFiles());
            Started started =
                    new Started(startCommand(task, name, runAs, staging.output(), jail), List.of(output), engine, name);
            try {
                SandboxOutcome outcome = Supervisor.run(started, task.limits(), task.standardInput());
                return outcome instanceof SandboxOutcome.Exited exited
                        ? ended(exited, started.killedForMemory(), output, task)
                        : outcome;
            } finally {
                started.engine("rm", "--force", name);
            }
        } catch (IOException e) {
            return new SandboxOutcome.Failed("cannot prepare or empty the sandbox's folder: " + e.getMessage());
        }
    }

    private static SandboxOutcome ended(
            SandboxOutcome.Exited exited, boolean killedForMemory, Folder output, SandboxTask task) throws IOException {
        if (exited.code() == ENGINE_FAILED) {
            return new SandboxOutcome.Failed(
                    "the container engine failed: " + exited.stderr().strip());
        }
        if (killedForMemory) {
            return new SandboxOutcome.OutOfMemory(
                    task.limits().memoryBytes(), exited.stdout(), exited.stderr(), exited.usage());
        }
        return Supervisor.collect(JailFile.checkStarted(exited), output, task);
    }

    /** Inside, the jail only installs the filter and the limits of single processes: the container is the wall. */
    private JailFile insideTask(SandboxTask task) {
        return new JailFile(
                task.command(),
                Supervisor.environment(task, OUTPUT, "/tmp"),
                OUTPUT,
                JAIL + "/filter",
                false,
                List.of(),
                List.of(),
                JailFile.limits(task.limits()),
                null,
                null);
    }

    /** The engine's command line. */
    List<String> startCommand(SandboxTask task, String name, String user, Path output, Path jail) {
        Limits limits = task.limits();
        String memoryFiles = String.valueOf(limits.outputBytes());
        List<String> command = new ArrayList<>(List.of(
                engine.toString(),
                "run",
                "--interactive",
                "--name",
                name,
                "--pull",
                "never",
                "--network",
                "none",
                "--read-only",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--user",
                user));
        command.addAll(List.of("--ipc", "private", "--hostname", "sandbox", "--workdir", OUTPUT));
        command.addAll(List.of("--memory", limits.memoryBytes() + "b", "--memory-swap", limits.memoryBytes() + "b"));
        command.addAll(
                List.of("--pids-limit", String.valueOf(limits.processes() + 2), "--shm-size", memoryFiles + "b"));
        command.addAll(List.of("--tmpfs", "/tmp:rw,nosuid,nodev,mode=1777,size=" + memoryFiles));
        if (engine.getFileName().toString().contains("podman")) {
            command.addAll(List.of("--userns", "keep-id"));
        }
        Stream.of("/usr", "/bin", "/sbin", "/lib", "/lib64")
                .map(Path::of)
                // Where it is a link into /usr the image has the same one, and its target is shown already.
                .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                .forEach(folder -> command.addAll(bind(folder, folder.toString(), true)));
        if (Files.exists(Path.of("/etc/alternatives"))) {
            command.addAll(bind(Path.of("/etc/alternatives"), "/etc/alternatives", true));
        }
        task.readOnly().forEach(path -> command.addAll(bind(path, path.toString(), true)));
        command.addAll(bind(jail, JAIL, true));
        command.addAll(bind(output, OUTPUT, false));
        command.addAll(List.of("--entrypoint", python.toString(), image));
        command.addAll(List.of("-I", "-S", JAIL + "/jail.py", JAIL + "/task.json"));
        return command;
    }

    private static List<String> bind(Path source, String target, boolean readOnly) {
        return List.of("--mount", "type=bind,source=" + source + ",target=" + target + (readOnly ? ",readonly" : ""));
    }

    /** A container's processes are the engine's children, not ours: they are found and ended through the engine. */
    private static final class Started implements Supervisor.Launch {
        private final List<String> command;
        private final List<Folder> watched;
        private final Path engine;
        private final String name;
        private long nextQuestion = System.nanoTime();
        private OptionalLong member = OptionalLong.empty();

        Started(List<String> command, List<Folder> watched, Path engine, String name) {
            this.command = command;
            this.watched = watched;
            this.engine = engine;
            this.name = name;
        }

        @Override
        public List<String> command() {
            return command;
        }

        @Override
        public List<Folder> watched() {
            return watched;
        }

        /** Asked a few times a second until it is known, for each question starts a process. */
        @Override
        public OptionalLong member() {
            if (member.isEmpty() && System.nanoTime() >= nextQuestion) {
                String answer =
                        engine("inspect", "--format", "{{.State.Pid}}", name).strip();
                if (answer.matches("[1-9]\\d*")) {
                    member = OptionalLong.of(Long.parseLong(answer));
                }
                nextQuestion = System.nanoTime() + 300_000_000L;
            }
            return member;
        }

        @Override
        public void stop(Process process) {
            engine("kill", name);
        }

        boolean killedForMemory() {
            return engine("inspect", "--format", "{{.State.OOMKilled}}", name)
                    .strip()
                    .equals("true");
        }

        /** @return what it printed, empty where it failed */
        String engine(String... arguments) {
            boolean interrupted = Thread.interrupted();
            List<String> words = new ArrayList<>(List.of(engine.toString()));
            words.addAll(List.of(arguments));
            @Nullable Process process = null;
            try {
                process = new ProcessBuilder(words)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor(ENGINE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "";
            } catch (IOException e) {
                return "";
            } catch (InterruptedException e) {
                interrupted = true;
                return "";
            } finally {
                if (process != null) {
                    process.destroyForcibly();
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
