package io.gpiot.data;

/**
 * D1: what a function or class is.
 *
 * @param module its dotted name
 * @param packageName as Python imports it
 * @param description signature, purpose, parameters, returned values, in a fixed form
 */
public record DescriptionRow(Label label, String module, String packageName, String description) implements CrawledRow {

    /** As the paper asks. */
    public String question() {
        return "Provide a detailed description of " + module + " from " + packageName + ".";
    }

    @Override
    public String hash() {
        return ContentHash.of(module, packageName, description);
    }

    @Override
    public String prose() {
        return description;
    }

    @Override
    public String code() {
        return "";
    }
}
