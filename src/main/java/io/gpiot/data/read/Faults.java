package io.gpiot.data.read;

import io.gpiot.base.GpiotException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the faults of one file, so that its author sees all of them at once. */
final class Faults {

    private final String file;
    private final List<Fault> found = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void add(int line, String why) {
        found.add(new Fault(file, line, why));
    }

    void unless(boolean holds, int line, String why) {
        if (!holds) {
            add(line, why);
        }
    }

    /** The value, or empty with the exception's message noted as a fault of that line. */
    <T> Optional<T> attempt(int line, Supplier<T> supplier) {
        try {
            return Optional.of(supplier.get());
        } catch (GpiotException e) {
            add(line, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    boolean any() {
        return !found.isEmpty();
    }

    Reading.Bad bad() {
        return new Reading.Bad(found);
    }
}
