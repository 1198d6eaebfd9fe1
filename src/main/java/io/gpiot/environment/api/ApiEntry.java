package io.gpiot.environment.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands at a path.
 *
 * @param path such as {@code scipy.signal.butter}
 * @param kind {@code module}, {@code function}, {@code class} or {@code other}
 * @param signature of a function or class, or empty
 * @param keywords as in {@link ApiObject}
 * @param names of a module or class, sorted
 */
public record ApiEntry(
        String path,
        String kind,
        String signature,
        String summary,
        @Nullable List<String> keywords,
        boolean more,
        List<String> names) {

    static ApiEntry of(String path, ApiObject object) {
        return new ApiEntry(
                path,
                object.kind(),
                object.signature(),
                object.summary(),
                object.keywords(),
                object.more(),
                object.attributes());
    }

    static ApiEntry of(String path, ApiModule module) {
        return new ApiEntry(
                path,
                "module",
                "",
                "",
                null,
                true,
                module.names().keySet().stream().sorted().toList());
    }

    static ApiEntry other(String path) {
        return new ApiEntry(path, "other", "", "", null, true, List.of());
    }

    /** {@code scipy.signal.butter(N, Wn, ...)}. */
    public String call() {
        return path + signature;
    }
}
