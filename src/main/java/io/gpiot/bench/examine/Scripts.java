package io.gpiot.bench.examine;

import io.gpiot.base.Resources;

/** Our Python files. */
public final class Scripts {

    private Scripts() {}

    /** @param name such as {@code examine.py} */
    public static String text(String name) {
        return Resources.text(Scripts.class, "/io/gpiot/bench/python/" + name);
    }
}
