package io.gpiot.synthesis.report;

import io.gpiot.base.GpiotException;
import io.gpiot.base.HtmlText;
import io.gpiot.base.Resources;
import io.gpiot.synthesis.Solution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** A run as one HTML page: style and plots inside, nothing fetched, every text of the user or the model escaped. */
public final class HtmlReport {

    private HtmlReport() {}

    public static String render(RunView run) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>GPIoT run</title><style>")
                .append(Resources.text(HtmlReport.class, "report.css"))
                .append("</style></head><body><main><h1>GPIoT run</h1>");
        section(page, "Requirement", "<blockquote>" + HtmlText.escape(run.requirement()) + "</blockquote>");
        section(page, "Result", results(run));
        section(
                page,
                "Data",
                table(run.values().stream()
                        .collect(Collectors.toMap(
                                value -> value.parameter().toText(),
                                value -> value.facts(),
                                (a, b) -> a,
                                java.util.LinkedHashMap::new))));
        section(
                page,
                "Sub-tasks",
                run.subTasks().stream()
                        .map(task -> "<h3>" + task.number() + ". " + HtmlText.escape(task.name()) + "</h3><ul>"
                                + task.steps().stream()
                                        .map(step -> "<li>" + HtmlText.escape(step) + "</li>")
                                        .collect(Collectors.joining())
                                + "</ul>")
                        .collect(Collectors.joining()));
        run.steps().forEach(step -> page.append(step(step)));
        section(page, "What each stage took", table(run.stages()));
        section(page, "Settings", table(run.facts()));
        return page.append("</main></body></html>\n").toString();
    }

    private static String results(RunView run) {
        String lines = run.results().stream()
                .map(line -> "<p class=\"result\">" + HtmlText.escape(line) + "</p>")
                .collect(Collectors.joining());
        return lines + run.plots().stream().map(HtmlReport::picture).collect(Collectors.joining());
    }

    private static String step(RunView.Step step) {
        Solution solution = step.solution();
        var specification = step.specification();
        String attempts = "<details><summary>" + step.attempts().size() + " candidates judged</summary><ol>"
                + step.attempts().stream()
                        .map(line -> "<li>" + HtmlText.escape(line) + "</li>")
                        .collect(Collectors.joining())
                + "</ol></details>";
        String body = "<pre>" + HtmlText.escape(specification.toMarkdown()) + "</pre>";
        if (solution == null) {
            body += "<p class=\"unsolved\">not solved: no candidate held</p>";
        } else {
            body += "<pre class=\"code\"><code>"
                    + HtmlText.escape(solution.candidate().code()) + "</code></pre><pre>"
                    + HtmlText.escape(solution.candidate().documentation()) + "</pre><p>"
                    + HtmlText.escape(solution.verdict().summary()) + "; "
                    + solution.verdict().outputs().stream()
                            .map(value -> HtmlText.escape(value.name() + ": " + value.facts()))
                            .collect(Collectors.joining("; "))
                    + "</p>";
        }
        return "<section><h2>" + specification.number() + ". " + HtmlText.escape(specification.name()) + "</h2>" + body
                + attempts + "</section>";
    }

    private static void section(StringBuilder page, String title, String body) {
        page.append("<section><h2>").append(title).append("</h2>").append(body).append("</section>");
    }

    private static String table(Map<String, String> rows) {
        return rows.entrySet().stream()
                .map(row -> "<tr><th>" + HtmlText.escape(row.getKey()) + "</th><td>" + HtmlText.escape(row.getValue())
                        + "</td></tr>")
                .collect(Collectors.joining("", "<table>", "</table>"));
    }

    private static String picture(Path plot) {
        try {
            String name = plot.getFileName().toString().replaceFirst("\\.png$", "");
            return "<figure><img alt=\"" + HtmlText.escape(name) + "\" src=\"data:image/png;base64,"
                    + Base64.getEncoder().encodeToString(Files.readAllBytes(plot)) + "\"><figcaption>"
                    + HtmlText.escape(name)
                    + "</figcaption></figure>";
        } catch (IOException e) {
            throw GpiotException.resources("cannot read the plot " + plot + ": " + e.getMessage(), e);
        }
    }
}
