package io.gpiot.environment.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function or a class.
 *
 * @param kind {@code function} or {@code class}
 * @param summary the first line of its documentation, or empty
 * @param keywords what can be given by keyword; null where the signature is not known
 * @param more whether it takes any other keyword too
 * @param signature with defaults, or empty where it is not known
 * @param attributes of a class: its public names, those excepted that only instances have
 */
public record ApiObject(
        String kind,
        String summary,
        @Nullable List<String> keywords,
        boolean more,
        String signature,
        List<String> attributes) {

    public ApiObject(
            String kind,
            String summary,
            @Nullable List<String> keywords,
            boolean more,
            @Nullable String signature,
            @Nullable List<String> attributes) {
        this.kind = kind;
        this.summary = summary;
        this.keywords = keywords == null ? null : List.copyOf(keywords);
        this.more = more;
        this.signature = signature == null ? "" : signature;
        this.attributes = attributes == null ? List.of() : List.copyOf(attributes);
    }

    /** Whether a call with this keyword is sure to fail. */
    public boolean refuses(String keyword) {
        return keywords != null && !more && !keywords.contains(keyword);
    }
}
