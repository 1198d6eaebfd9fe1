package io.gpiot.data.read;

import java.io.Serializable;

/**
 * Something wrong in a file.
 *
 * @param line from 1; 0 where it is of the whole file
 */
public record Fault(String file, int line, String why) implements Serializable {

    public String toText() {
        return file + (line > 0 ? ", line " + line : "") + ": " + why;
    }
}
