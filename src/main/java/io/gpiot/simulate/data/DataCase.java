package io.gpiot.simulate.data;

import java.nio.file.Path;

/**
 * Data that a program is run on, and its truth, which the program never sees.
 *
 * @param data a folder with nothing but this case's data, as programs read it
 * @param truth a file outside of it
 */
public record DataCase(String name, Path data, Path truth) {}
