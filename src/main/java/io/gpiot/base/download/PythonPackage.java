package io.gpiot.base.download;

/** One exact version of a package, written {@code name==version}. */
public record PythonPackage(String name, String version) {

    /** @throws IllegalArgumentException where the text is not {@code name==version} */
    public static PythonPackage parse(String text) {
        int split = text.indexOf("==");
        // The name goes to a command line: a leading dash would be an option there.
        if (split < 1 || !text.matches("[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9._+-]*")) {
            throw new IllegalArgumentException("expected name==version, was " + text);
        }
        return new PythonPackage(text.substring(0, split), text.substring(split + 2));
    }

    @Override
    public String toString() {
        return name + "==" + version;
    }
}
