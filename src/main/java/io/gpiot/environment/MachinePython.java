package io.gpiot.environment;

import java.nio.file.Path;

/**
 * A Python that the machine has.
 *
 * @param version {@code 3.11.7}
 * @param pip whether it has pip
 */
public record MachinePython(Path executable, String version, boolean pip) {}
