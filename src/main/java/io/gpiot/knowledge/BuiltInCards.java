package io.gpiot.knowledge;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The cards that come with GPIoT: every {@code .md} in {@code io/gpiot/knowledge/cards}, in a jar or a class folder. */
final class BuiltInCards {

    private static final String FOLDER = "io/gpiot/knowledge/cards/";

    private BuiltInCards() {}

    /** File name to text, in the order of the names. */
    static Map<String, String> texts() {
        try {
            Path here = Path.of(BuiltInCards.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isDirectory(here) ? fromFolder(here.resolve(FOLDER)) : fromJar(here);
        } catch (IOException | java.net.URISyntaxException e) {
            throw GpiotException.internal("cannot list the built-in cards: " + e.getMessage(), e);
        }
    }

    /** Every built-in card, parsed. */
    static List<Card> all() {
        return texts().entrySet().stream()
                .map(card -> Card.parse(card.getKey(), card.getValue()))
                .toList();
    }

    private static Map<String, String> fromFolder(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        if (!Files.isDirectory(folder)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static Map<String, String> fromJar(Path jar) throws IOException {
        var texts = new TreeMap<String, String>();
        try (var archive = new JarFile(jar.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) archive.stream()::iterator) {
                if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".md")) {
                    try (var stream = archive.getInputStream(entry)) {
                        texts.put(
                                entry.getName().substring(FOLDER.length()),
                                new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return texts;
    }
}
