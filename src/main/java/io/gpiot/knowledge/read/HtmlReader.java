package io.gpiot.knowledge.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The main content of a page: no menus, sidebars, footers, forms or scripts; sections begin at headings. */
final class HtmlReader {

    private static final String FURNITURE = "script,style,noscript,template,svg,nav,footer,aside,form,iframe,button,"
            + "[role=navigation],[role=search],[role=banner],[role=contentinfo],[aria-hidden=true],"
            + ".sidebar,.sphinxsidebar,.navbar,.breadcrumb,.breadcrumbs,.headerlink,.toc,.related,.cookie,.ads";

    private static final String[] MAIN = {"main", "[role=main]", "article", "div.body", "#content", "#main"};

    private HtmlReader() {}

    /** The character set is the page's own word, a byte order mark, or else UTF-8. */
    static Reading read(String fileName, byte[] bytes) throws IOException {
        Document page = Jsoup.parse(new ByteArrayInputStream(bytes), null, "");
        Element body = main(page);
        body.select(FURNITURE).remove();
        String title = title(page, body, fileName);
        var collector = new Collector();
        collector.walk(body);
        collector.endSection();
        return new Reading.Text(title, false, collector.sections, notes(collector.sections));
    }

    private static Element main(Document page) {
        for (String selector : MAIN) {
            Element found = page.selectFirst(selector);
            // an empty <main> that a script would fill is no main content
            if (found != null && found.text().length() > 200) {
                return found;
            }
        }
        return page.body();
    }

    private static String title(Document page, Element body, String fileName) {
        Element heading = body.selectFirst("h1");
        if (heading != null && !heading.text().isBlank()) {
            return heading.text();
        }
        return page.title().isBlank() ? fileName : page.title();
    }

    /** Replacement characters are what a wrong character set leaves behind. */
    private static List<String> notes(List<Section> sections) {
        long letters = 0;
        long wrong = 0;
        for (Section section : sections) {
            letters += section.text().length();
            wrong += section.text().chars().filter(c -> c == '\uFFFD').count();
        }
        return wrong * 1000 > letters
                ? List.of("has " + wrong
                        + " characters that could not be decoded: it names a wrong character set or none")
                : List.of();
    }

    /** Walks the tree in reading order and starts a paragraph at every block element. */
    private static final class Collector {
        private final List<Section> sections = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private String heading = "";

        void walk(Node node) {
            switch (node) {
                case TextNode words -> line.append(words.text());
                case Element element
                when element.normalName().matches("h[1-6]") -> {
                    endSection();
                    heading = element.text();
                }
                case Element element
                when element.normalName().equals("pre") -> {
                    endParagraph();
                    text.append(element.wholeText().strip()).append("\n\n");
                }
                case Element element -> {
                    boolean block = element.isBlock() || element.normalName().matches("br|td|th");
                    if (block) {
                        endParagraph();
                    }
                    element.childNodes().forEach(this::walk);
                    if (block) {
                        endParagraph();
                    }
                }
                default -> {}
            }
        }

        private void endParagraph() {
            String words = line.toString().replaceAll("\\s+", " ").strip();
            line.setLength(0);
            if (!words.isEmpty()) {
                text.append(words).append("\n\n");
            }
        }

        void endSection() {
            endParagraph();
            if (!text.toString().isBlank()) {
                sections.add(new Section(heading, 0, text.toString().strip()));
            }
            text.setLength(0);
        }
    }
}
