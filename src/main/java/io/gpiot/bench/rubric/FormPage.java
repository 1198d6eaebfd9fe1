package io.gpiot.bench.rubric;

import io.gpiot.base.HtmlText;
import io.gpiot.base.Json;
import io.gpiot.base.Resources;
import java.util.List;
import java.util.Map;

/**
 * A page on which a person gives scores: in one file, without a network, kept in the browser until it is exported as CSV. It
 * does not say who wrote the answers.
 */
public final class FormPage {

    private FormPage() {}

    /** @param result stands in the exported file, so that scores find back to where they belong */
    public static String of(String title, String result, List<Exhibit> exhibits, List<Rubric> rubrics) {
        String content = Json.write(Map.of("result", result, "exhibits", exhibits, "rubrics", rubrics));
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>"
                + HtmlText.escape(title) + "</title><style>" + Resources.text(FormPage.class, "form.css")
                + "</style></head><body><main><h1>" + HtmlText.escape(title) + "</h1><div id=\"form\"></div></main>"
                + "<script id=\"content\" type=\"application/json\">" + content.replace("<", "\\u003c")
                + "</script><script>" + Resources.text(FormPage.class, "form.js") + "</script></body></html>\n";
    }
}
