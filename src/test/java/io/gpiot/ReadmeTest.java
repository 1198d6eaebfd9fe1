package io.gpiot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README says what is there. */
class ReadmeTest {

    private static final Path PACKAGES = Path.of("src/main/java/io/gpiot");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):]+)\\)");

    private static List<String> tree() throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals("## The tree"))
                .filter(line -> line.startsWith("    "))
                .toList();
    }

    @Test
    void everyEntryOfTheTreeExistsAndHasAPhrase() throws IOException {
        for (String line : tree()) {
            String name = line.strip().split("\\s+")[0];
            Path path = line.startsWith("      ") ? PACKAGES.resolve(name) : Path.of(name);
            assertTrue(Files.exists(path), path.toString());
            assertTrue(line.strip().contains("  ") || name.equals("src/main/java/io/gpiot/"), line);
        }
    }

    @Test
    void everyPackageIsInTheTree() throws IOException {
        Set<String> named = tree().stream()
                .filter(line -> line.startsWith("      "))
                .map(line -> line.strip().split("/")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> folders = Files.list(PACKAGES)) {
            assertEquals(
                    folders.map(folder -> folder.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)),
                    named);
        }
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (String document : List.of("README.md", "CONTRIBUTING.md")) {
            LINK.matcher(Files.readString(Path.of(document)))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(target -> assertTrue(Files.exists(Path.of(target)), document + " -> " + target));
        }
    }
}
