package io.gpiot.environment;

import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A PATH with shell scripts that play Python, pip and uv, and a home of its own. Counts what was called. */
final class FakeMachine {

    final Path folder;
    final Path bin;
    final Home home;
    final Map<String, String> variables = new HashMap<>();
    final List<String> shown = new CopyOnWriteArrayList<>();

    FakeMachine(Path folder) throws IOException {
        this.folder = folder;
        this.bin = Files.createDirectories(folder.resolve("bin"));
        this.home = new Home(folder.resolve("home"));
        variables.put("PATH", bin + ":/usr/bin:/bin");
        variables.put("HOME", folder.toString());
    }

    /** Pythons are looked for here alone: PATH is for the scripts' own tools. */
    Pythons pythons() {
        Map<String, String> narrow = new HashMap<>(variables);
        narrow.put("PATH", bin.toString());
        return new Pythons(narrow, List.of());
    }

    PythonEnvironments environments() {
        return new PythonEnvironments(home, variables, pythons());
    }

    FetchedTools tools() {
        Map<String, String> narrow = new HashMap<>(variables);
        narrow.put("PATH", bin.toString());
        return new FetchedTools(home, new Tool(narrow), pythons());
    }

    Path python(String name, String version, boolean pip) throws IOException {
        return python(name, version, pip, "");
    }

    /** @param pipBody what {@code -m pip} does */
    Path python(String name, String version, boolean pip, String pipBody) throws IOException {
        return script(name, """
                if [ "$1 $2" = "-m pip" ]; then echo "$*" >>'%1$s/pip.calls'; %4$s
                exit; fi
                case "$*" in
                *_base_executable*) echo '{"executable": "%2$s", "base": "%2$s", "implementation": "CPython",
                  "version": "%3$s", "folders": ["/usr/lib", "%1$s", "%1$s/bin"], "pip": %5$s}' ;;
                *packages_distributions*) echo '{"packages": {"numpy": "2.4.6"}, "modules": {"numpy": "numpy"},
                  "standardModules": ["json"]}' ;;
                *config*list*) echo '{"index-url": "https://mirror.example/simple"}' ;;
                esac""".formatted(folder, bin.resolve(name), version, pipBody, pip));
    }

    /** @param syncBody what {@code pip sync} does, with the environment's folder in $environment */
    Path uv(String syncBody) throws IOException {
        return script("uv", """
                echo "$*" >>'%1$s/uv.calls'
                case "$1" in
                --version) echo 'uv 0.13.8 (fake)' ;;
                venv)
                  while [ $# -gt 1 ]; do [ "$1" != --python ] || python=$2; shift; done
                  mkdir -p "$1/bin"; ln -s "$python" "$1/bin/python" ;;
                pip)
                  env >'%1$s/uv.environment'
                  for word; do environment=${word%%/lock.txt}; done
                  %2$s
                  echo 'Resolved 1 package in 1ms' ;;
                esac""".formatted(folder, syncBody));
    }

    Path script(String name, String body) throws IOException {
        Path file = bin.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** How often a tool was called with these words in its arguments. */
    long calls(String tool, String words) throws IOException {
        Path file = folder.resolve(tool + ".calls");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> line.contains(words))
                        .count()
                : 0;
    }

    Path wheel(Map<String, String> entries) throws IOException {
        Path wheel = folder.resolve("made.whl");
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes());
            }
        }
        return wheel;
    }

    /** Remembers what was started. */
    Progress progress() {
        return (label, total, unit) -> {
            shown.add(label);
            return Progress.NONE.start(label, total, unit);
        };
    }
}
