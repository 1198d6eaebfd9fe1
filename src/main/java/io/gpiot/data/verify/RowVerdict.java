package io.gpiot.data.verify;

import java.io.Serializable;
import java.util.List;

/** What running a row's program with its test said. */
public sealed interface RowVerdict extends Serializable {

    /**
     * The program passes its test, twice, and the stand-ins fail it.
     *
     * @param seconds of processor time
     * @param notes what is not wrong, but odd: an input changed in place, a value off its specification
     */
    record Passed(double seconds, List<String> notes) implements RowVerdict {
        public Passed {
            notes = List.copyOf(notes);
        }
    }

    /** Something is wrong with the program or its test. */
    record Failed(String why) implements RowVerdict {}

    /** It did not run; that says nothing about it. */
    record Unchecked(String why) implements RowVerdict {}

    /** One word, for datasets. */
    default String word() {
        return switch (this) {
            case Passed passed -> "passed";
            case Failed failed -> "failed";
            case Unchecked unchecked -> "unchecked";
        };
    }
}
