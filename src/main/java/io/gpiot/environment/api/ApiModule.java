package io.gpiot.environment.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One module.
 *
 * @param open nothing is known of its names: it exists, but could not be imported
 * @param names public name to {@code module FULL.NAME}, {@code other}, or an object's key
 * @param declared the names in {@code __all__}
 */
public record ApiModule(boolean open, Map<String, String> names, List<String> declared) {

    private static final String MODULE = "module ";

    public ApiModule(boolean open, @Nullable Map<String, String> names, @Nullable List<String> declared) {
        this.open = open;
        this.names = names == null ? Map.of() : Map.copyOf(names);
        this.declared = declared == null ? List.of() : List.copyOf(declared);
    }

    /** The full name of the module that one of its names stands for, or null. */
    public @Nullable String submodule(String name) {
        String what = names.get(name);
        return what != null && what.startsWith(MODULE) ? what.substring(MODULE.length()) : null;
    }
}
