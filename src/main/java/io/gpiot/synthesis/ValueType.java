package io.gpiot.synthesis;

import io.gpiot.base.GpiotException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The types that may flow between sub-tasks: a closed set, so that a value can be checked against its specification. */
public enum ValueType {
    ARRAY("numpy.ndarray"),
    FLOAT("float"),
    INT("int"),
    BOOL("bool"),
    STR("str"),
    LIST("list"),
    DICT("dict"),
    DATA_FRAME("pandas.DataFrame");

    private final String python;

    ValueType(String python) {
        this.python = python;
    }

    /** As written in a specification. */
    public String python() {
        return python;
    }

    public static ValueType of(String python) {
        return Arrays.stream(values())
                .filter(type -> type.python.equals(python.strip()))
                .findFirst()
                .orElseThrow(() -> GpiotException.user("unknown value type '" + python + "'; use one of "
                        + Arrays.stream(values()).map(ValueType::python).collect(Collectors.joining(", "))));
    }
}
