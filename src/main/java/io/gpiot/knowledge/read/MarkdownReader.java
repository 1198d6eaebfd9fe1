package io.gpiot.knowledge.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Markdown and plain text: sections begin at {@code #} headings outside code blocks; plain text has one section. */
final class MarkdownReader {

    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.+?)\\s*#*");
    private static final Pattern FRONT_MATTER = Pattern.compile("\\A---\\n.*?\\n---\\n", Pattern.DOTALL);

    private MarkdownReader() {}

    static Reading.Text read(String fileName, String markdown, List<String> notes) {
        String text = FRONT_MATTER
                .matcher(markdown.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceFirst("");
        var sections = new ArrayList<Section>();
        String title = "";
        String heading = "";
        var body = new StringBuilder();
        boolean code = false;
        for (String line : text.split("\n", -1)) {
            if (line.stripLeading().startsWith("```")) {
                code = !code;
            }
            Matcher found = HEADING.matcher(line);
            if (!code && found.matches()) {
                add(sections, heading, body);
                heading = found.group(1);
                title = title.isEmpty() ? heading : title;
            } else {
                body.append(line).append('\n');
            }
        }
        add(sections, heading, body);
        return new Reading.Text(title.isEmpty() ? fileName : title, false, sections, notes);
    }

    private static void add(List<Section> sections, String heading, StringBuilder body) {
        if (!body.toString().isBlank()) {
            sections.add(new Section(heading, 0, body.toString().strip()));
        }
        body.setLength(0);
    }
}
