package io.gpiot.data.crawl.pairs;

import io.gpiot.data.crawl.sphinx.Extraction;
import io.gpiot.data.crawl.sphinx.Field;
import io.gpiot.data.crawl.sphinx.Reference;
import io.gpiot.data.crawl.sphinx.Tutorial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The examples of a documentation, with what is known of what they use. */
final class Examples {

    /** So many entries must say the same of a parameter's name. */
    private static final int USUAL = 5;

    private Examples() {}

    static List<Example> of(Extraction extraction) {
        Map<String, Map<String, String>> methods = methods(extraction.references());
        Map<String, Map<String, String>> usual = usual(extraction.references());
        List<Example> examples = new ArrayList<>();
        for (Reference entry : extraction.references()) {
            if (!entry.examples().isEmpty() && !entry.deprecated()) {
                examples.add(example(entry, methods.getOrDefault(Descriptions.topic(entry), Map.of())));
            }
        }
        for (Tutorial tutorial : extraction.tutorials()) {
            if (!tutorial.source().packageName().isEmpty()) {
                examples.add(
                        example(tutorial, usual.getOrDefault(tutorial.source().packageName(), Map.of())));
            }
        }
        return examples;
    }

    private static Example example(Reference entry, Map<String, String> glossary) {
        String packageName = entry.source().packageName();
        return new Example(
                entry.name(),
                Descriptions.topic(entry),
                entry.source(),
                entry.examples(),
                new Example.Told(
                        entry.name().substring(entry.name().lastIndexOf('.') + 1),
                        "",
                        true,
                        packageName,
                        entry.name(),
                        entry.summary(),
                        entry.parameters(),
                        entry.returns(),
                        glossary));
    }

    private static Example example(Tutorial tutorial, Map<String, String> glossary) {
        String page = tutorial.source().page().replaceFirst(".*/", "").replaceFirst("\\.x?html?$", "");
        String word = page.replaceFirst("^plot_", "").replaceAll("\\W+", "_");
        return new Example(
                tutorial.source().packageName() + ":" + place(tutorial.source().page()),
                place(tutorial.source().page()),
                tutorial.source(),
                tutorial.cells(),
                new Example.Told(
                        "",
                        word.isEmpty() ? "example" : word,
                        false,
                        tutorial.source().packageName(),
                        "",
                        tutorial.title(),
                        List.of(),
                        List.of(),
                        glossary));
    }

    /** The page's path without its host: two pages of one name lie in different folders. */
    private static String place(String page) {
        return page.replaceFirst("^\\w+://[^/]+/", "")
                .replaceFirst("\\.x?html?$", "")
                .replaceAll("[^\\w.-]+", "-");
    }

    /** By package, what a parameter of a name mostly means there: X and y hold the same all over scikit-learn. */
    private static Map<String, Map<String, String>> usual(List<Reference> references) {
        Map<String, Map<String, Map<String, Integer>>> counts = new TreeMap<>();
        for (Reference entry : references) {
            for (Field field : entry.parameters()) {
                if (!field.meaning().isBlank()) {
                    counts.computeIfAbsent(entry.source().packageName(), each -> new TreeMap<>())
                            .computeIfAbsent(field.name(), each -> new TreeMap<>())
                            .merge(field.meaning(), 1, Integer::sum);
                }
            }
        }
        Map<String, Map<String, String>> usual = new TreeMap<>();
        counts.forEach((name, fields) -> fields.forEach((field, meanings) -> meanings.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(meaning -> meaning.getValue() >= USUAL)
                .ifPresent(meaning ->
                        usual.computeIfAbsent(name, each -> new TreeMap<>()).put(field, meaning.getKey()))));
        return usual;
    }

    /** What a class's methods say of their parameters: X of fit(X, y) is explained there. */
    private static Map<String, Map<String, String>> methods(List<Reference> references) {
        Map<String, Map<String, String>> glossaries = new HashMap<>();
        for (Reference entry : references) {
            Map<String, String> glossary =
                    glossaries.computeIfAbsent(Descriptions.topic(entry), each -> new LinkedHashMap<>());
            for (Field field : entry.parameters()) {
                if (!field.meaning().isBlank()) {
                    glossary.putIfAbsent(field.name(), field.meaning());
                }
            }
        }
        return glossaries;
    }
}
