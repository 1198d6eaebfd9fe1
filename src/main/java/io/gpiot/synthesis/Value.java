package io.gpiot.synthesis;

/**
 * A value that exists: loaded from the user's data or returned by a program.
 *
 * @param parameter its name, type and meaning
 * @param facts what was measured on it, for prompts and reports: dtype, shape, range, such as
 *     {@code "float64, shape (216000,), -2.72 to 3.11"}
 */
public record Value(Parameter parameter, String facts) {

    public String name() {
        return parameter.name();
    }
}
