package io.gpiot.data.crawl.sphinx;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Collects text and code in reading order; knows the prompts of Python and IPython. */
final class CodeCells {

    private static final Pattern PYTHON =
            Pattern.compile("highlight-(default|python3?|ipython3?|pycon3?|py)\\b|\\bdoctest\\b");
    private static final Pattern DOCTEST = Pattern.compile("(?:>>>|\\.\\.\\.)(?: (.*))?");
    private static final Pattern IPYTHON = Pattern.compile("(?:In \\[\\d+]|\\s+\\.{3,}): ?(.*)");
    private static final Pattern OUT = Pattern.compile("Out\\[\\d+]: ?(.*)");
    private static final int MOST_TEXT = 1200;

    private final List<Cell> cells = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    List<Cell> cells() {
        return List.copyOf(cells);
    }

    /** Takes an element: code, output, words, or something that holds them. */
    void take(Element element) {
        String classes = element.className();
        if (classes.contains("sphx-glr-script-out") || classes.contains("sphx-glr-timing")) {
            output(element);
        } else if (element.normalName().equals("div") && classes.contains("highlight")) {
            if (PYTHON.matcher(classes).find()) {
                code(element.wholeText());
            }
        } else if (element.normalName().matches("p|ul|ol|h2|h3|h4")) {
            say(Prose.of(element));
        } else if (element.normalName().equals("div") && element.hasClass("versionadded")
                || element.hasClass("sphx-glr-footer")
                || element.hasClass("sphx-glr-download-link-note")
                || element.hasClass("sphx-glr-thumbcontainer")) {
            return;
        } else if (element.normalName().matches("section|div|blockquote|article|main")) {
            element.children().forEach(this::take);
        }
    }

    private void say(String words) {
        if (text.length() < MOST_TEXT) {
            text.append(text.isEmpty() || words.isEmpty() ? "" : "\n").append(words);
        }
    }

    private void output(Element element) {
        Element printed = element.selectFirst("pre");
        if (printed == null || cells.isEmpty()) {
            return;
        }
        Cell last = cells.removeLast();
        cells.add(new Cell(last.text(), last.code(), printed.wholeText().strip()));
    }

    private void code(String block) {
        List<String> lines =
                block.replace("\u00a0", " ").stripTrailing().lines().toList();
        boolean doctest = lines.stream().anyMatch(line -> line.startsWith(">>>"));
        boolean ipython = lines.stream().anyMatch(line -> line.matches("In \\[\\d+]:.*"));
        if (!doctest && !ipython) {
            add(String.join("\n", lines), "");
            return;
        }
        StringBuilder code = new StringBuilder();
        StringBuilder output = new StringBuilder();
        for (String line : lines) {
            Matcher prompt = (doctest ? DOCTEST : IPYTHON).matcher(line);
            Matcher out = OUT.matcher(line);
            if (prompt.matches()) {
                if (!output.toString().isBlank()) {
                    add(code.toString(), output.toString());
                    code.setLength(0);
                }
                output.setLength(0);
                code.append(prompt.group(1) == null ? "" : prompt.group(1)).append('\n');
            } else {
                output.append(ipython && out.matches() ? out.group(1) : line).append('\n');
            }
        }
        add(code.toString(), output.toString());
    }

    private void add(String code, String output) {
        if (code.isBlank()) {
            return;
        }
        cells.add(new Cell(text.toString().strip(), code.stripTrailing(), output.strip()));
        text.setLength(0);
    }
}
