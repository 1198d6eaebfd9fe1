package io.gpiot.synthesis;

import io.gpiot.base.GpiotException;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that flows: {@code name (type): meaning with shape, unit, range}.
 *
 * @param name a Python identifier
 */
public record Parameter(String name, ValueType type, String meaning) implements Serializable {

    private static final Pattern SHAPE =
            Pattern.compile("(?:-\\s*)?`?([A-Za-z_]\\w*)`?\\s*\\(([\\w.]+)\\)\\s*:\\s*(.*)", Pattern.DOTALL);

    public Parameter {
        if (!name.matches("[A-Za-z_]\\w*")) {
            throw GpiotException.user("'" + name + "' is not a Python identifier");
        }
    }

    public String toText() {
        return name + " (" + type.python() + "): " + meaning;
    }

    /** Reads {@link #toText}; a leading {@code "- "} is allowed. */
    public static Parameter parse(String line) {
        Matcher matcher = SHAPE.matcher(line.strip());
        if (!matcher.matches()) {
            throw GpiotException.user("expected 'name (type): meaning', got '" + line.strip() + "'");
        }
        return new Parameter(
                matcher.group(1),
                ValueType.of(matcher.group(2)),
                matcher.group(3).strip());
    }
}
