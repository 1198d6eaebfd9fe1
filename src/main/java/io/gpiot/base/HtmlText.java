package io.gpiot.base;

/** Text that is to stand in HTML. */
public final class HtmlText {

    private HtmlText() {}

    /** For elements' content and quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
