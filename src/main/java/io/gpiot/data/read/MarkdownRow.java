package io.gpiot.data.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row's file, cut into its parts: {@code # Title}, lines {@code Key: value}, whatever follows up to the first section, and
 * the sections {@code ## Name}. A heading inside a fenced block is none.
 *
 * @param head all lines before the first section
 */
record MarkdownRow(String title, Map<String, Field> fields, List<String> head, Map<String, Section> sections) {

    private static final Pattern FIELD = Pattern.compile("([A-Z][A-Za-z ]*): +(\\S.*?)\\s*");
    private static final Pattern FENCED = Pattern.compile("```python\\n(.*\\n)```", Pattern.DOTALL);

    /** A value and where it stands. */
    record Field(int line, String value) {}

    /**
     * @param line of the heading
     * @param text without surrounding blank lines
     * @param textLine of the text's first line
     */
    record Section(int line, String text, int textLine) {

        /** What stands in the one python block that the section consists of. */
        Optional<String> python() {
            Matcher matcher = FENCED.matcher(text);
            return matcher.matches() && !matcher.group(1).contains("```")
                    ? Optional.of(matcher.group(1))
                    : Optional.empty();
        }

        /** Lines that begin with {@code "- "}, without it. */
        List<Field> items() {
            List<Field> items = new ArrayList<>();
            int number = textLine;
            for (String each : text.lines().toList()) {
                if (each.startsWith("- ")) {
                    items.add(new Field(number, each.substring(2).strip()));
                }
                number++;
            }
            return items;
        }
    }

    static MarkdownRow parse(String text, Faults faults) {
        String title = "";
        Map<String, Field> fields = new LinkedHashMap<>();
        List<String> head = new ArrayList<>();
        Map<String, Section> sections = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        int start = -1;
        boolean fenced = false;
        boolean specification = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!fenced && line.startsWith("## ")) {
                close(lines, start, i, sections, faults);
                start = i;
            } else if (start < 0) {
                head.add(line);
                specification |= line.startsWith("**");
                Matcher field = FIELD.matcher(line);
                if (line.startsWith("# ") && title.isEmpty()) {
                    title = line.substring(2).strip();
                } else if (!specification && field.matches()) {
                    fields.put(field.group(1), new Field(i + 1, field.group(2)));
                }
            }
            fenced ^= line.startsWith("```");
        }
        close(lines, start, lines.size(), sections, faults);
        faults.unless(!title.isEmpty(), 1, "the first line must be '# Title'");
        faults.unless(!fenced, lines.size(), "a block opened by ``` is not closed");
        return new MarkdownRow(title, fields, head, sections);
    }

    private static void close(List<String> lines, int start, int end, Map<String, Section> sections, Faults faults) {
        if (start < 0) {
            return;
        }
        int first = start + 1;
        while (first < end && lines.get(first).isBlank()) {
            first++;
        }
        String text = String.join("\n", lines.subList(first, end)).strip();
        String name = lines.get(start).substring(3).strip();
        if (sections.put(name, new Section(start + 1, text, first + 1)) != null) {
            faults.add(start + 1, "the section '## " + name + "' is there twice");
        }
    }

    /** The section, or an empty one with a fault noted. */
    Section section(String name, Faults faults) {
        Section found = sections.get(name);
        if (found == null || found.text().isEmpty()) {
            faults.add(found == null ? 0 : found.line(), "the section '## " + name + "' is missing or empty");
            return new Section(0, "", 0);
        }
        return found;
    }

    /** The field's value, or empty with a fault noted. */
    String field(String name, Faults faults) {
        Field found = fields.get(name);
        if (found == null) {
            faults.add(0, "the line '" + name + ": ...' is missing below the title");
            return "";
        }
        return found.value();
    }

    int lineOf(String field) {
        Field found = fields.get(field);
        return found == null ? 0 : found.line();
    }
}
