package io.gpiot.data;

/**
 * D2: a program that uses a named function or class. It ran.
 *
 * @param target what it achieves
 * @param module dotted name of what it uses
 */
public record UsageRow(Label label, String target, String module, String packageName, String code, String documentation)
        implements CrawledRow {

    /** As the paper asks. */
    public String question() {
        return "Write some Python code with comments and documentation to perform the following by using " + module
                + " from " + packageName + ": " + target;
    }

    @Override
    public String hash() {
        return ContentHash.of(target, module, packageName, code, documentation);
    }

    @Override
    public String prose() {
        return target + "\n" + documentation;
    }
}
