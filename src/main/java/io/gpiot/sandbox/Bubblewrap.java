package io.gpiot.sandbox;

import io.gpiot.sandbox.host.Folder;
import io.gpiot.sandbox.host.Identity;
import io.gpiot.sandbox.host.Shell;
import io.gpiot.sandbox.host.Staging;
import io.gpiot.sandbox.seccomp.Architecture;
import io.gpiot.sandbox.seccomp.SeccompFilter;
import io.gpiot.sandbox.seccomp.Strictness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces by bubblewrap, closed by our own seccomp filter. Inside, the output folder is {@code /output}.
 *
 * <p>It never runs as root, where /proc/sys would be writable and the limit on processes would not hold. Started by
 * root, a small shell script first makes what the program reads reachable in a mount namespace of its own (a home
 * folder may be closed to others), then drops to a user id that nobody else has, and only then starts bubblewrap. The
 * script is also what opens the files behind the descriptors: Java passes none on.
 *
 * <p>bubblewrap dies with its parent only once it has asked for that, and its first child later still: whoever is
 * killed in these milliseconds would leave them behind. So it runs under our launcher, which kills what is left.
 */
final class Bubblewrap implements Sandbox {

    static final String NAME = "bubblewrap";
    private static final String OUTPUT = "/output";
    private static final Pattern CHILD = Pattern.compile("\"child-pid\":\\s*(\\d+)");
    private static final Pattern EXIT_CODE = Pattern.compile("\"exit-code\":\\s*(\\d+)");
    /** Needed by the C library and by numeric libraries, beside /usr. */
    private static final List<String> SYSTEM =
            List.of("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime");

    private final Path executable;
    private final Architecture architecture;

    private final Path python;

    /** @param python runs our own scripts, outside of the sandbox */
    Bubblewrap(Path executable, Architecture architecture, Path python) {
        this.executable = executable;
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
        Integer user = Identity.current().isRoot() ? Identity.freshUser() : null;
        try (Staging staging = Staging.create(user)) {
            Path status = staging.control().resolve("status");
            Folder output = new Folder(
                    staging.output(), task.limits().outputBytes(), task.limits().outputFiles());
            SandboxOutcome outcome = Supervisor.run(
                    new Started(write(task, staging, user), output, status), task.limits(), task.standardInput());
            if (outcome instanceof SandboxOutcome.Exited exited
                    && find(EXIT_CODE, status).isEmpty()) {
                return new SandboxOutcome.Failed("bubblewrap did not start the program: "
                        + exited.stderr().strip());
            }
            return Supervisor.collect(outcome, output, task);
        } catch (IOException e) {
            return new SandboxOutcome.Failed("cannot prepare or empty the sandbox's folder: " + e.getMessage());
        }
    }

    private record Started(List<String> command, Folder output, Path status) implements Supervisor.Launch {
        @Override
        public List<Folder> watched() {
            return List.of(output);
        }

        @Override
        public void stop(Process process) {
            JailFile.stop(process);
        }

        @Override
        public OptionalLong member() {
            return find(CHILD, status);
        }
    }

    /** Writes filter, arguments and script. @return the command that starts the script */
    private List<String> write(SandboxTask task, Staging staging, @Nullable Integer user) throws IOException {
        Path control = staging.control();
        Files.write(control.resolve("filter"), SeccompFilter.assemble(architecture, Strictness.NAMESPACED));
        List<String> script = new ArrayList<>();
        List<String> start = new ArrayList<>();
        Map<Path, Path> sources = new LinkedHashMap<>();
        task.readOnly().forEach(path -> sources.put(path, path));
        Path bubblewrap = executable;
        if (user != null) {
            script.add(makeReachable(sources, staging, user));
            bubblewrap = Identity.copyWithLibraries(executable, staging.root().resolve("bubblewrap"));
            start.addAll(Identity.dropTo(user));
        }
        Files.write(
                control.resolve("arguments"),
                String.join("\0", arguments(task, sources, staging))
                        .concat("\0")
                        .getBytes(StandardCharsets.UTF_8));
        start.addAll(List.of("env", "-i", bubblewrap.toString(), "--args", "8", "--"));
        start.addAll(limited(task));
        script.add("exec " + Shell.quote(start) + " 7>"
                + Shell.quote(control.resolve("status").toString()) + " 8<"
                + Shell.quote(control.resolve("arguments").toString()) + " 9<"
                + Shell.quote(control.resolve("filter").toString()));
        Path file = control.resolve("launch.sh");
        Files.writeString(file, "set -e\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n" + String.join("\n", script) + "\n");
        List<String> command = user == null
                ? List.of("/bin/sh", file.toString())
                : List.of("unshare", "--mount", "--propagation", "private", "--", "/bin/sh", file.toString());
        return JailFile.keeping(command).launcher(python, control);
    }

    /** Binds each path where the dropped user can reach and read it, and changes the sources to these places. */
    private String makeReachable(Map<Path, Path> sources, Staging staging, int user) throws IOException {
        Path mounter = Resource.copy("reach.py", staging.control());
        List<String> command =
                new ArrayList<>(List.of(python.toString(), "-I", "-S", mounter.toString(), String.valueOf(user)));
        int count = 0;
        for (Map.Entry<Path, Path> source : sources.entrySet()) {
            Path place = staging.root().resolve("reachable-" + count++);
            if (Files.isDirectory(source.getKey())) {
                Files.createDirectory(place);
            } else {
                Files.createFile(place);
            }
            command.addAll(List.of(source.getKey().toString(), place.toString()));
            source.setValue(place);
        }
        return Shell.quote(command);
    }

    private static List<String> arguments(SandboxTask task, Map<Path, Path> sources, Staging staging)
            throws IOException {
        String memoryFiles = String.valueOf(task.limits().outputBytes());
        List<String> arguments = new ArrayList<>(List.of(
                "--unshare-all",
                "--unshare-user",
                "--disable-userns",
                "--die-with-parent",
                "--new-session",
                "--cap-drop",
                "ALL",
                "--uid",
                "1000",
                "--gid",
                "1000",
                "--hostname",
                "sandbox",
                "--json-status-fd",
                "7",
                "--seccomp",
                "9",
                "--clearenv"));
        Supervisor.environment(task, OUTPUT, "/tmp")
                .forEach((name, value) -> arguments.addAll(List.of("--setenv", name, value)));
        arguments.addAll(List.of("--ro-bind", "/usr", "/usr"));
        for (Path folder : List.of(Path.of("/bin"), Path.of("/sbin"), Path.of("/lib"), Path.of("/lib64"))) {
            if (Files.isSymbolicLink(folder)) {
                arguments.addAll(
                        List.of("--symlink", Files.readSymbolicLink(folder).toString(), folder.toString()));
            } else if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                arguments.addAll(List.of("--ro-bind", folder.toString(), folder.toString()));
            }
        }
        SYSTEM.forEach(path -> arguments.addAll(List.of("--ro-bind-try", path, path)));
        arguments.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        for (String folder : List.of("/dev/shm", "/tmp")) {
            arguments.addAll(List.of("--perms", "1777", "--size", memoryFiles, "--tmpfs", folder));
        }
        sources.forEach((path, source) -> arguments.addAll(List.of("--ro-bind", source.toString(), path.toString())));
        arguments.addAll(List.of("--bind", staging.output().toString(), OUTPUT, "--chdir", OUTPUT));
        arguments.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
        return arguments;
    }

    /** The limits of single processes are set inside, where processes are counted from nought. */
    private static List<String> limited(SandboxTask task) {
        List<String> command = new ArrayList<>();
        command.add("/usr/bin/prlimit");
        task.limits()
                .ofOneProcess()
                .forEach((name, value) -> command.add("--" + name.toLowerCase(Locale.ROOT) + "=" + value));
        command.add("--");
        command.addAll(task.command());
        return command;
    }

    private static OptionalLong find(Pattern pattern, Path file) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty(); // not written yet
        }
    }
}
