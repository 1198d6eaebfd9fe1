package io.gpiot.knowledge.read;

import io.gpiot.knowledge.read.PdfLines.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** From the lines of a paper to its sections: without running heads, page numbers and references, words joined again. */
final class PdfText {

    /** Running heads and feet live in these outer parts of a page. */
    private static final double MARGIN = 0.09;

    private static final Pattern PAGE_NUMBER =
            Pattern.compile("(page\\s*)?[-–]?\\s*\\d{1,4}\\s*[-–]?(\\s*(of|/)\\s*\\d{1,4})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern REFERENCES = Pattern.compile(
            "((\\d+|[IVXL]+)\\.?\\s+)?(references|bibliography|literature cited|works cited)\\s*:?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern APPENDIX = Pattern.compile("(appendix|appendices)\\b.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBERED_HEADING =
            Pattern.compile("((\\d{1,2}(\\.\\d{1,2}){0,3}\\.?)|([IVXL]{1,5}\\.)|([A-H]\\.))\\s+[A-Z][^.;=]{2,70}");
    private static final Pattern PLAIN_HEADING = Pattern.compile(
            "(abstract|introduction|related work|conclusions?|discussion|evaluation|acknowledge?ments?)",
            Pattern.CASE_INSENSITIVE);

    private PdfText() {}

    static List<Section> sections(List<Line> lines) {
        List<Line> kept = withoutReferences(withoutFurniture(lines));
        double bodySize = commonSize(kept);
        Set<String> vocabulary = vocabulary(kept);
        var sections = new ArrayList<Section>();
        String heading = "";
        int page = kept.isEmpty() ? 1 : kept.get(0).page();
        var body = new StringBuilder();
        for (Line line : kept) {
            if (isHeading(line, bodySize)) {
                add(sections, heading, page, body);
                heading = line.text();
                page = line.page();
            } else {
                page = body.isEmpty() ? line.page() : page;
                join(body, line.text(), vocabulary);
                if (body.length() > 6000) {
                    // long sections are split, so that a chunk's page stays near the truth
                    add(sections, heading, page, body);
                }
            }
        }
        add(sections, heading, page, body);
        return sections;
    }

    /** The largest letters on the first page; empty where nothing is larger than the body. */
    static String title(List<Line> lines) {
        List<Line> first = lines.stream()
                .filter(line -> line.page() == 1 && line.height() > 0.04 && line.height() < 0.5)
                .toList();
        double largest = first.stream().mapToDouble(Line::size).max().orElse(0);
        if (largest < commonSize(lines) * 1.15) {
            return "";
        }
        var title = new StringBuilder();
        first.stream()
                .filter(line -> line.size() > largest * 0.98)
                .limit(4)
                .forEach(line -> title.append(title.isEmpty() ? "" : " ").append(line.text()));
        return title.toString();
    }

    /** Drops page numbers, and lines in the margins that come again (but for their numbers) on another page. */
    static List<Line> withoutFurniture(List<Line> lines) {
        Map<String, Set<Integer>> pages = new HashMap<>();
        for (Line line : lines) {
            if (inMargin(line)) {
                pages.computeIfAbsent(shape(line), shape -> new HashSet<>()).add(line.page());
            }
        }
        return lines.stream()
                .filter(line -> !inMargin(line)
                        || !(PAGE_NUMBER.matcher(line.text()).matches()
                                || pages.getOrDefault(shape(line), Set.of()).size() > 1))
                .toList();
    }

    private static boolean inMargin(Line line) {
        return line.height() < MARGIN || line.height() > 1 - MARGIN;
    }

    private static String shape(Line line) {
        return line.text().replaceAll("\\d+", "#");
    }

    /** Cuts from the heading of the references to an appendix or the end; never in the first third of the paper. */
    private static List<Line> withoutReferences(List<Line> lines) {
        int from = -1;
        for (int i = lines.size() - 1; i > lines.size() / 3 && from < 0; i--) {
            from = REFERENCES.matcher(lines.get(i).text()).matches() ? i : -1;
        }
        if (from < 0) {
            return lines;
        }
        int to = from;
        while (to < lines.size() && !APPENDIX.matcher(lines.get(to).text()).matches()) {
            to++;
        }
        var kept = new ArrayList<>(lines.subList(0, from));
        kept.addAll(lines.subList(to, lines.size()));
        return kept;
    }

    private static boolean isHeading(Line line, double bodySize) {
        String text = line.text();
        if (PLAIN_HEADING.matcher(text).matches()) {
            return true;
        }
        if (text.length() > 80 || text.endsWith(".") || text.endsWith(",") || !text.matches(".*\\p{L}{3}.*")) {
            return false;
        }
        return NUMBERED_HEADING.matcher(text).matches() || line.size() > bodySize * 1.1;
    }

    /** Appends a line; a word that was broken at the line's end is made whole. */
    private static void join(StringBuilder body, String line, Set<String> vocabulary) {
        int last = body.length() - 1;
        boolean broken = last > 0
                && body.charAt(last) == '-'
                && Character.isLowerCase(body.charAt(last - 1))
                && Character.isLowerCase(line.charAt(0));
        if (!broken) {
            body.append(body.isEmpty() ? "" : " ").append(line);
            return;
        }
        int wordStart = last;
        while (wordStart > 0 && (Character.isLetter(body.charAt(wordStart - 1)) || body.charAt(wordStart - 1) == '-')) {
            wordStart--;
        }
        String rest = line.split("[^\\p{L}-]", 2)[0];
        String hyphenated = (body.substring(wordStart) + rest).toLowerCase(java.util.Locale.ROOT);
        // "low-" + "pass" keeps its hyphen where the paper writes "low-pass" in the middle of a line
        if (!vocabulary.contains(hyphenated)) {
            body.setLength(last);
        }
        body.append(line);
    }

    private static Set<String> vocabulary(List<Line> lines) {
        var words = new HashSet<String>();
        for (Line line : lines) {
            for (String word : line.text().toLowerCase(java.util.Locale.ROOT).split("[^\\p{L}-]+")) {
                if (word.indexOf('-') > 0 && !word.endsWith("-")) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    private static double commonSize(List<Line> lines) {
        var letters = new HashMap<Long, Integer>();
        lines.forEach(
                line -> letters.merge(Math.round(line.size() * 2), line.text().length(), Integer::sum));
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(size -> size.getKey() / 2.0)
                .orElse(10.0);
    }

    private static void add(List<Section> sections, String heading, int page, StringBuilder body) {
        if (!body.toString().isBlank()) {
            sections.add(new Section(heading, page, body.toString().strip()));
        }
        body.setLength(0);
    }
}
