package io.gpiot.data.crawl.sphinx;

import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The words of an element in one paragraph: code in backticks, formulas without their marks. */
final class Prose {

    private static final Pattern FORMULA_MARKS = Pattern.compile("\\\\[\\[\\]()]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

    private static final Pattern CITATION = Pattern.compile("\\[\\w+]_?");

    private Prose() {}

    static String of(Element element) {
        StringBuilder text = new StringBuilder();
        element.childNodes().forEach(node -> walk(node, text));
        return SPACES.matcher(text).replaceAll(" ").strip();
    }

    private static void walk(Node node, StringBuilder text) {
        switch (node) {
            case TextNode words -> text.append(words.getWholeText());
            case Element element when isNoWord(element) -> {}
            case Element element
            when element.hasClass("math") ->
                text.append(FORMULA_MARKS.matcher(element.wholeText()).replaceAll(""));
            case Element element
            when element.normalName().equals("code") ->
                text.append('`').append(element.wholeText().strip()).append('`');
            case Element element -> {
                text.append(element.normalName().matches("li|dt|tr|br|p") && !text.isEmpty() ? " " : "");
                element.childNodes().forEach(child -> walk(child, text));
                text.append(
                        element.normalName().equals("li") && !text.toString().endsWith(".") ? ";" : "");
            }
            default -> {}
        }
    }

    private static boolean isNoWord(Element element) {
        return element.hasClass("headerlink")
                || element.hasClass("viewcode-link")
                || element.hasClass("footnote-reference")
                || element.normalName().equals("a")
                        && CITATION.matcher(element.text()).matches();
    }
}
