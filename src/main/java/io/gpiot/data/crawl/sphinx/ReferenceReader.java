package io.gpiot.data.crawl.sphinx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Entries of an API reference: {@code dl.py > dt.sig + dd}, wherever they stand on the page. */
final class ReferenceReader {

    private static final int MOST_PARAGRAPHS = 4;
    private static final Pattern VERSION = Pattern.compile("version ([\\w.]+?)\\.?(?:[:\\s].*|$)");

    private ReferenceReader() {}

    /** @param source of the page; each entry's package is the first part of its own name */
    static List<Reference> read(Document page, Source source) {
        List<Reference> entries = new ArrayList<>();
        for (Element list : page.select("dl.py")) {
            Element body = list.selectFirst("> dd");
            String role = list.classNames().stream()
                    .filter(each -> !each.equals("py"))
                    .findFirst()
                    .orElse("");
            for (Element term : list.select("> dt.sig[id]")) {
                if (body != null) {
                    entries.add(entry(term, body, role, source));
                }
            }
        }
        return entries;
    }

    private static Reference entry(Element term, Element body, String role, Source source) {
        String name = term.id();
        var entry = new Parts();
        for (Element child : body.children()) {
            entry.take(child);
        }
        return new Reference(
                new Source(source.page(), name.split("\\.")[0], source.version(), source.licence(), source.time()),
                name,
                role,
                name + arguments(term),
                entry.description.isEmpty() ? "" : entry.description.getFirst(),
                String.join(
                        "\n",
                        entry.description.subList(Math.min(1, entry.description.size()), entry.description.size())),
                entry.parameters,
                entry.returns,
                entry.since,
                entry.deprecated,
                String.join("\n", entry.notes),
                entry.cells.cells());
    }

    /** Everything from the opening parenthesis on. */
    private static String arguments(Element term) {
        Element copy = term.clone();
        copy.select(".headerlink, .viewcode-link, a.external").remove();
        String text = copy.text().replace("\u00a0", " ");
        int open = text.indexOf('(');
        return open < 0 ? "" : text.substring(open).replaceAll("\\s+", " ").strip();
    }

    /** What the children of an entry's body say; a rubric names what the children behind it are. */
    private static final class Parts {
        private final List<String> description = new ArrayList<>();
        private final List<Field> parameters = new ArrayList<>();
        private final List<Field> returns = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final CodeCells cells = new CodeCells();
        private String since = "";
        private boolean deprecated;
        private String rubric = "";

        void take(Element child) {
            String name = child.normalName();
            if (child.hasClass("rubric")) {
                rubric = child.text().strip().toLowerCase(Locale.ROOT);
            } else if (child.hasClass("field-list")) {
                fields(Fields.of(child));
            } else if (child.hasClass("versionadded")) {
                Matcher version = VERSION.matcher(child.text());
                since = since.isEmpty() && version.find() ? version.group(1) : since;
            } else if (child.hasClass("deprecated")) {
                deprecated = true;
            } else if (name.equals("dl") && child.hasClass("py") || child.hasClass("admonition")) {
                return;
            } else if (rubric.startsWith("example")) {
                cells.take(child);
            } else if (name.matches("p|ul|ol|div") && !child.className().contains("highlight")) {
                words(Prose.of(child));
            }
        }

        private void fields(Map<String, List<Field>> fields) {
            parameters.addAll(fields.getOrDefault("parameters", List.of()));
            List<Field> returned = fields.getOrDefault("returns", fields.getOrDefault("yields", List.of()));
            List<Field> type = fields.getOrDefault("return type", List.of());
            if (returned.isEmpty() && !type.isEmpty()) {
                returns.add(new Field("", type.getFirst().meaning(), ""));
            } else if (returned.size() == 1 && !type.isEmpty()) {
                Field only = returned.getFirst();
                returns.add(new Field(only.name(), type.getFirst().meaning(), only.meaning()));
            } else {
                returns.addAll(returned);
            }
        }

        private void words(String text) {
            List<String> place = rubric.isEmpty() ? description : rubric.startsWith("note") ? notes : List.of();
            if (!text.isEmpty() && (place == description || place == notes) && place.size() < MOST_PARAGRAPHS) {
                place.add(text);
            }
        }
    }
}
