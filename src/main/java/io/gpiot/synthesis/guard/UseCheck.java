package io.gpiot.synthesis.guard;

import io.gpiot.environment.api.ApiIndex;
import io.gpiot.environment.api.ApiModule;
import io.gpiot.environment.api.ApiObject;
import io.gpiot.synthesis.guard.Objection.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Imports, attributes of modules and keywords of calls, against what the environment offers. */
final class UseCheck {

    private final ApiIndex index;
    private final Bindings bindings;
    private final Meanings meanings;
    private final FileCheck files;

    UseCheck(ApiIndex index, Bindings bindings) {
        this.index = index;
        this.bindings = bindings;
        this.meanings = new Meanings(index, bindings);
        this.files = new FileCheck(meanings);
    }

    /** @return what is wrong with this node, those below it excepted, or null */
    @Nullable
    Objection check(Node node) {
        return switch (node.type) {
            case "import_statement" -> importModules(node);
            case "import_from_statement" -> importNames(node);
            case "attribute" -> attribute(node);
            case "call" -> {
                Objection keyword = keywords(node);
                yield keyword != null ? keyword : files.check(node);
            }
            default -> null;
        };
    }

    private @Nullable Objection importModules(Node statement) {
        if (Alternatives.forgiven(statement)) {
            return null;
        }
        for (Node child : statement.children) {
            Node name = child.is("aliased_import") ? child.child("name") : child;
            Objection objection = name == null ? null : module(name);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private @Nullable Objection importNames(Node statement) {
        Node from = statement.child("module_name");
        if (from == null || from.is("relative_import") || Alternatives.forgiven(statement)) {
            return null;
        }
        Objection wrongModule = module(from);
        ApiModule module = index.module(from.text()).orElse(null);
        if (wrongModule != null || module == null || module.open()) {
            return wrongModule;
        }
        for (Node child : statement.children) {
            Node name = child.is("aliased_import") ? child.child("name") : child;
            if (child.field.equals("name") && name != null && !has(from.text(), module, name.text())) {
                return missing(
                        Kind.IMPORT,
                        "cannot import " + name.text() + " from " + from.text(),
                        name,
                        names(from.text(), module));
            }
        }
        return null;
    }

    private @Nullable Objection module(Node name) {
        String[] parts = name.text().split("\\.");
        if (parts[0].startsWith("_")) {
            return null;
        }
        if (!index.topLevel().contains(parts[0])) {
            return missing(Kind.IMPORT, "there is no module " + parts[0], name, index.topLevel());
        }
        String path = parts[0];
        for (int i = 1; i < parts.length; i++) {
            ApiModule outer = index.module(path).orElse(null);
            String inner = path + "." + parts[i];
            if (outer == null || outer.open() || parts[i].startsWith("_") || parts[i].startsWith("test")) {
                return null;
            }
            if (index.module(inner).isEmpty() && outer.submodule(parts[i]) == null) {
                Set<String> known = new HashSet<>();
                for (String child : index.children(path)) {
                    known.add(path + "." + child);
                }
                return missing(Kind.IMPORT, "there is no module " + inner, name, known);
            }
            path = inner;
        }
        return null;
    }

    private @Nullable Objection attribute(Node node) {
        Node object = node.child("object");
        Node name = node.child("attribute");
        String module = object == null ? null : meanings.moduleOf(object);
        if (module == null || name == null || target(node)) {
            return null;
        }
        ApiModule known = index.module(module).orElse(null);
        if (known == null
                || known.open()
                || has(module, known, name.text())
                || bindings.gives(node.text())
                || Alternatives.triedOut(node)
                || Alternatives.depends(node)) {
            return null;
        }
        return missing(Kind.ATTRIBUTE, module + " has no " + name.text(), name, names(module, known));
    }

    /** Whether it is being given a value. */
    private static boolean target(Node node) {
        boolean left = node.field.equals("left")
                && node.parent != null
                && node.parent.is("assignment", "augmented_assignment", "for_statement", "for_in_clause");
        return left || node.around("delete_statement", "pattern_list") != null;
    }

    private @Nullable Objection keywords(Node call) {
        Node function = call.child("function");
        Node arguments = call.child("arguments");
        if (function == null || arguments == null) {
            return null;
        }
        ApiObject object = meanings.objectOf(function).orElse(null);
        if (object == null) {
            return null;
        }
        for (Node argument : arguments.children) {
            Node name = argument.is("keyword_argument") ? argument.child("name") : null;
            if (name != null
                    && object.keywords() != null
                    && object.refuses(name.text())
                    && !Alternatives.depends(call)) {
                return missing(
                        Kind.KEYWORD, function.text() + " takes no keyword " + name.text(), name, object.keywords());
            }
        }
        return null;
    }

    private boolean has(String path, ApiModule module, String name) {
        return name.startsWith("_")
                || module.names().containsKey(name)
                || index.module(path + "." + name).isPresent();
    }

    private Set<String> names(String path, ApiModule module) {
        Set<String> all = new HashSet<>(module.names().keySet());
        all.addAll(index.children(path));
        return all;
    }

    /** The objection stands where the name leaves what exists. */
    static Objection missing(Kind kind, String reason, Node name, Collection<String> known) {
        String text = name.text();
        int longest = 0;
        for (String other : known) {
            int common = 0;
            while (common < text.length() && common < other.length() && text.charAt(common) == other.charAt(common)) {
                common++;
            }
            longest = Math.max(longest, common);
        }
        return new Objection(kind, reason, name.start + Math.min(longest, text.length() - 1));
    }
}
