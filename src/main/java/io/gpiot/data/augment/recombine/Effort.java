package io.gpiot.data.augment.recombine;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.gpiot.base.GpiotException;
import java.util.Arrays;
import java.util.Locale;

/** What the machine that runs an analysis can do, from least to most. */
public enum Effort {
    /** No floating point unit, some 32 KB of RAM: integers, running sums, short biquads. */
    TINY,
    /** A microcontroller with floating point and 128 to 512 KB of RAM: FFTs, small models, blocks. */
    MCU,
    /** A phone or Linux board: all of it, but as the data comes and with bounded memory. */
    STREAM,
    /** Afterwards, on a whole recording. */
    OFFLINE;

    @JsonCreator
    static Effort of(String text) {
        return Arrays.stream(values())
                .filter(effort -> effort.text().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> GpiotException.user("there is no effort '" + text + "': tiny, mcu, stream or offline"));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
