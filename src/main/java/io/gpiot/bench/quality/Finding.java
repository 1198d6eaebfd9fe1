package io.gpiot.bench.quality;

/**
 * What a rule objects to in a program.
 *
 * @param rule its name with its makers', such as {@code python:S1481}
 * @param line from 1, 0 for the whole program
 */
public record Finding(Kind kind, String rule, int line, String message) {

    /** SonarQube's three, vulnerabilities and security hotspots together. */
    public enum Kind {
        BUG("bugs"),
        SECURITY("security"),
        SMELL("smells");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** In tables. */
        public String text() {
            return text;
        }
    }
}
