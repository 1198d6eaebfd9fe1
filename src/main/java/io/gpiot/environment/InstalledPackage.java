package io.gpiot.environment;

/** A package of an environment. */
public record InstalledPackage(String name, String version) {

    /** A line of a requirements file. */
    public String requirement() {
        return name + "==" + version;
    }
}
