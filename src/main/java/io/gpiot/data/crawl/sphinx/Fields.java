package io.gpiot.data.crawl.sphinx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Field lists: {@code Parameters}, {@code Returns} and their like, in the two forms that Sphinx writes. */
final class Fields {

    /** {@code name (type) – meaning}, of plain field lists. */
    private static final Pattern PLAIN = Pattern.compile("([*\\w]+)(?:\\s*\\(([^)]*)\\))?\\s+[–—-]+\\s+(.*)");

    private Fields() {}

    /** By the list's heading in lower case, such as {@code parameters}. */
    static Map<String, List<Field>> of(Element list) {
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        for (Element term : list.children()) {
            Element body = term.nextElementSibling();
            if (!term.normalName().equals("dt")
                    || body == null
                    || !body.normalName().equals("dd")) {
                continue;
            }
            String heading = term.text().replace(":", "").strip().toLowerCase(Locale.ROOT);
            fields.merge(heading, values(body), (one, other) -> {
                List<Field> both = new ArrayList<>(one);
                both.addAll(other);
                return both;
            });
        }
        return fields;
    }

    private static List<Field> values(Element body) {
        List<Field> values = new ArrayList<>();
        for (Element inner : body.children()) {
            switch (inner.normalName()) {
                case "dl" -> numpydoc(inner, values);
                case "ul" -> inner.children().forEach(item -> values.add(plain(Prose.of(item))));
                case "p" -> values.add(plain(Prose.of(inner)));
                default -> {}
            }
        }
        return values;
    }

    private static void numpydoc(Element list, List<Field> values) {
        for (Element term : list.children()) {
            if (!term.normalName().equals("dt")) {
                continue;
            }
            Element body = term.nextElementSibling();
            String meaning = body != null && body.normalName().equals("dd") ? Prose.of(body) : "";
            Element named = term.selectFirst("> strong");
            Element type = term.selectFirst("> .classifier");
            if (named == null && type == null) {
                // a returned value may have a type alone
                values.add(new Field("", Prose.of(term), meaning));
            } else {
                values.add(
                        new Field(named == null ? "" : Prose.of(named), type == null ? "" : Prose.of(type), meaning));
            }
        }
    }

    private static Field plain(String text) {
        String line = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
        Matcher matcher = PLAIN.matcher(line);
        return matcher.matches()
                ? new Field(
                        matcher.group(1),
                        matcher.group(2) == null ? "" : matcher.group(2),
                        matcher.group(3).strip())
                : new Field("", "", line);
    }
}
