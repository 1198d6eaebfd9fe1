package io.gpiot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks are started from their sources, each alone, so no build would notice that one no longer compiles. */
class BenchmarksTest {

    @TempDir
    Path out;

    @Test
    void everyBenchmarkCompiles() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("benchmarks"))) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        assertFalse(sources.isEmpty());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(faults, Locale.ROOT, StandardCharsets.UTF_8)) {
            for (Path source : sources) {
                compiler.getTask(
                                null,
                                files,
                                faults,
                                List.of("-proc:none", "-d", out.toString()),
                                null,
                                files.getJavaFileObjects(source))
                        .call();
            }
        }
        assertEquals(
                List.of(),
                faults.getDiagnostics().stream()
                        .filter(fault -> fault.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                        .map(Object::toString)
                        .toList());
    }
}
