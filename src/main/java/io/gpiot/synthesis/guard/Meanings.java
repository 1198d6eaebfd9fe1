package io.gpiot.synthesis.guard;

import io.gpiot.environment.api.ApiIndex;
import io.gpiot.environment.api.ApiModule;
import io.gpiot.environment.api.ApiObject;
import io.gpiot.synthesis.guard.Bindings.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What expressions of a program mean in the environment, as far as imports say it for sure. */
record Meanings(ApiIndex index, Bindings bindings) {

    /** The name of a library's function with its module, or empty. */
    String qualified(Node function) {
        if (function.is("identifier")) {
            Origin origin = bindings.origin(function.text());
            return origin == null || origin.name().isEmpty() ? "" : origin.module() + "." + origin.name();
        }
        Node outer = function.is("attribute") ? function.child("object") : null;
        Node name = function.child("attribute");
        String module = outer == null ? null : moduleOf(outer);
        return module == null || name == null ? "" : module + "." + name.text();
    }

    /** The function or class that an expression surely is. */
    Optional<ApiObject> objectOf(Node function) {
        if (function.is("identifier")) {
            Origin origin = bindings.origin(function.text());
            return origin == null || origin.name().isEmpty()
                    ? Optional.empty()
                    : index.object(origin.module(), origin.name());
        }
        Node outer = function.is("attribute") ? function.child("object") : null;
        Node name = function.child("attribute");
        String module = outer == null ? null : moduleOf(outer);
        return module == null || name == null ? Optional.empty() : index.object(module, name.text());
    }

    /** The full name of the module that an expression surely is, or null. */
    @Nullable
    String moduleOf(Node expression) {
        if (expression.is("identifier")) {
            Origin origin = bindings.origin(expression.text());
            return origin != null && origin.name().isEmpty() ? origin.module() : null;
        }
        Node object = expression.is("attribute") ? expression.child("object") : null;
        Node name = expression.child("attribute");
        String outer = object == null ? null : moduleOf(object);
        if (outer == null || name == null) {
            return null;
        }
        ApiModule known = index.module(outer).orElse(null);
        return known == null ? null : known.submodule(name.text());
    }
}
