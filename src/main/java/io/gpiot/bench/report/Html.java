package io.gpiot.bench.report;

import io.gpiot.base.HtmlText;
import io.gpiot.base.Resources;
import io.gpiot.bench.metric.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Pieces of a page; every text of a task or a model is escaped. */
final class Html {

    private static final int LABEL = 190;
    private static final int WIDTH = 420;
    private static final int STEP = 22;

    private Html() {}

    static String page(String title, String body) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
                + HtmlText.escape(title)
                + "</title><style>" + Resources.text(Html.class, "bench.css") + "</style></head><body><main><h1>"
                + HtmlText.escape(title) + "</h1>" + body
                + "</main></body></html>\n";
    }

    static String section(String title, String body) {
        return "<section><h2>" + HtmlText.escape(title) + "</h2>" + body + "</section>";
    }

    static String table(List<String> head, List<List<String>> rows) {
        String heads = head.stream()
                .map(cell -> "<th>" + HtmlText.escape(cell) + "</th>")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
        return rows.stream()
                .map(row -> row.stream()
                        .map(cell -> "<td>" + HtmlText.escape(cell) + "</td>")
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining("", "<table>" + heads, "</table>"));
    }

    static String pre(String text) {
        return text.isBlank() ? "" : "<pre>" + HtmlText.escape(text.stripTrailing()) + "</pre>";
    }

    static String details(String summary, String body) {
        return "<details><summary>" + summary + "</summary>" + body + "</details>";
    }

    /** Shares from 0 to 1 as bars, each with its interval as a whisker. */
    static String intervals(Map<String, Interval> bars) {
        StringBuilder svg = new StringBuilder(open(bars.size()));
        int row = 0;
        for (Map.Entry<String, Interval> bar : bars.entrySet()) {
            Interval interval = bar.getValue();
            int y = 4 + STEP * row++;
            svg.append(label(bar.getKey() + " (" + interval.count() + ")", y))
                    .append(rectangle(interval.mean(), y))
                    .append(String.format(
                            Locale.ROOT,
                            "<line class=\"whisker\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                            LABEL + WIDTH * interval.low(),
                            LABEL + WIDTH * interval.high(),
                            y + 8,
                            y + 8))
                    .append(value(Figures.three(interval.mean()), y));
        }
        return svg.append("</svg>").toString();
    }

    /** Counts as bars, the longest over the whole width. */
    static String counts(Map<String, Integer> bars) {
        StringBuilder svg = new StringBuilder(open(bars.size()));
        int most = Math.max(
                1, bars.values().stream().mapToInt(Integer::intValue).max().orElse(1));
        int row = 0;
        for (Map.Entry<String, Integer> bar : bars.entrySet()) {
            int y = 4 + STEP * row++;
            svg.append(label(bar.getKey(), y))
                    .append(rectangle((double) bar.getValue() / most, y))
                    .append(value(bar.getValue().toString(), y));
        }
        return svg.append("</svg>").toString();
    }

    private static String open(int rows) {
        int width = LABEL + WIDTH + 60;
        int height = STEP * rows + 8;
        return "<svg role=\"img\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\""
                + height + "\">";
    }

    private static String label(String text, int y) {
        return "<text x=\"" + (LABEL - 8) + "\" y=\"" + (y + 13) + "\" text-anchor=\"end\">" + HtmlText.escape(text)
                + "</text>";
    }

    private static String rectangle(double share, int y) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\"/>",
                LABEL,
                y,
                Math.max(0.5, WIDTH * share));
    }

    private static String value(String text, int y) {
        return "<text x=\"" + (LABEL + WIDTH + 8) + "\" y=\"" + (y + 13) + "\">" + text + "</text>";
    }
}
