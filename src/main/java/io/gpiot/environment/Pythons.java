package io.gpiot.environment;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Pythons of this machine: the one that {@code GPIOT_PYTHON} names, else those on PATH and in the usual folders, in
 * that order. Each is asked once what it is.
 */
final class Pythons {

    private static final List<String> NAMES =
            List.of("python3", "python3.12", "python3.11", "python3.13", "python3.10", "python3.14", "python");
    private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin");

    private final Map<String, String> environment;
    private final List<String> folders;
    private final Tool tool;
    private final Map<Path, Optional<Interpreter>> known = new LinkedHashMap<>();

    Pythons(Map<String, String> environment) {
        this(environment, FOLDERS);
    }

    /** @param folders where to look after PATH */
    Pythons(Map<String, String> environment, List<String> folders) {
        this.environment = Map.copyOf(environment);
        this.folders = List.copyOf(folders);
        this.tool = new Tool(environment);
    }

    /**
     * The first Python that fits.
     *
     * @throws GpiotException RESOURCES where there is none; USER where {@code GPIOT_PYTHON} does not fit
     */
    Interpreter require(int oldest, int newest) {
        requireNamed(oldest, newest);
        return first(oldest, newest).orElseThrow(() -> {
            String seen = known.values().stream()
                    .flatMap(Optional::stream)
                    .map(Interpreter::version)
                    .distinct()
                    .reduce((a, b) -> a + ", " + b)
                    .map(versions -> "found only " + versions)
                    .orElse("found none");
            return GpiotException.resources("needs " + range(oldest, newest) + ", " + seen
                    + ": install one (sudo apt-get install python3 python3-pip, or python.org) or set GPIOT_PYTHON");
        });
    }

    /** @throws GpiotException USER where {@code GPIOT_PYTHON} names what cannot be taken */
    void requireNamed(int oldest, int newest) {
        objection(oldest, newest).ifPresent(reason -> {
            throw GpiotException.user(reason + "; set it to a " + range(oldest, newest) + ", or unset it");
        });
    }

    /** Why the Python that {@code GPIOT_PYTHON} names cannot be taken; empty where it can, or where none is named. */
    Optional<String> objection(int oldest, int newest) {
        return named().flatMap(path -> problem(path, oldest, newest))
                .map(problem -> "GPIOT_PYTHON is '" + environment.get("GPIOT_PYTHON") + "', which " + problem);
    }

    private Optional<String> problem(Path path, int oldest, int newest) {
        if (!Files.exists(path)) {
            return Optional.of("does not exist");
        }
        if (Files.isDirectory(path) || !Files.isExecutable(path)) {
            return Optional.of("is not a program");
        }
        Optional<Interpreter> found = probe(path);
        if (found.isEmpty()) {
            return Optional.of("does not answer as a Python does");
        }
        return found.filter(python -> !python.fits(oldest, newest))
                .map(python -> "is " + python.implementation() + " " + python.version());
    }

    private static String range(int oldest, int newest) {
        return "Python 3." + oldest + " to 3." + newest;
    }

    /** The first Python that fits; where {@code GPIOT_PYTHON} names one, that or none. */
    Optional<Interpreter> first(int oldest, int newest) {
        return named().map(Stream::of)
                .orElseGet(this::candidates)
                .map(this::probe)
                .flatMap(Optional::stream)
                .filter(python -> python.fits(oldest, newest))
                .findFirst();
    }

    /** Any Python 3 that has pip, be it too old to run programs. */
    Optional<Interpreter> withPip() {
        return candidates()
                .map(this::probe)
                .flatMap(Optional::stream)
                .filter(python -> python.pip() && python.release() >= 7)
                .findFirst();
    }

    private Optional<Path> named() {
        return Optional.ofNullable(environment.get("GPIOT_PYTHON"))
                .filter(name -> !name.isBlank())
                .map(name -> name.contains("/")
                        ? Path.of(name).toAbsolutePath()
                        : tool.onPath(name).orElse(Path.of(name)));
    }

    private Stream<Path> candidates() {
        List<Path> usual = new ArrayList<>();
        for (String folder : folders) {
            NAMES.forEach(name -> usual.add(Path.of(folder, name)));
        }
        usual.addAll(pyenv());
        return Stream.of(
                        named().stream(),
                        NAMES.stream().map(tool::onPath).flatMap(Optional::stream),
                        usual.stream().filter(Files::isExecutable))
                .flatMap(paths -> paths)
                .distinct();
    }

    private List<Path> pyenv() {
        Path versions = Path.of(environment.getOrDefault("HOME", "/"), ".pyenv", "versions");
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(versions)) {
            try (DirectoryStream<Path> each = Files.newDirectoryStream(versions, "3.*")) {
                each.forEach(version -> found.add(version.resolve("bin/python3")));
            } catch (IOException e) {
                return List.of(); // one place fewer to look in
            }
        }
        found.sort(null);
        return found;
    }

    private Optional<Interpreter> probe(Path executable) {
        return known.computeIfAbsent(
                executable,
                path -> tool.ask(List.of(path.toString(), "-c", Resources.text(Pythons.class, "probe.py")))
                        .flatMap(Pythons::parse));
    }

    private static Optional<Interpreter> parse(String json) {
        try {
            return Optional.of(Json.MAPPER.readValue(json, Interpreter.class));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // something else that is called python
        }
    }
}
