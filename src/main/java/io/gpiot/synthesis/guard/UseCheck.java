package io.gpiot.synthesis.guard;

import io.gpiot.environment.api.ApiIndex;
import io.gpiot.environment.api.ApiModule;
import io.gpiot.environment.api.ApiObject;
import io.gpiot.synthesis.guard.Bindings.Origin;
import io.gpiot.synthesis.guard.Objection.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Imports, attributes of modules and keywords of calls, against what the environment offers. */
final class UseCheck {

    private static final Set<String> READERS = Set.of(
            "numpy.load",
            "numpy.loadtxt",
            "numpy.genfromtxt",
            "numpy.fromfile",
            "numpy.memmap",
            "pandas.read_csv",
            "pandas.read_table",
            "pandas.read_json",
            "pandas.read_excel",
            "pandas.read_parquet",
            "pandas.read_pickle",
            "scipy.io.loadmat",
            "scipy.io.wavfile.read",
            "wfdb.rdrecord",
            "wfdb.rdsamp",
            "wfdb.rdann",
            "librosa.load",
            "soundfile.read");

    /** Conditions on what the environment has. */
    private static final Pattern ASKS = Pattern.compile("\\b(hasattr|version_info|__version__|TYPE_CHECKING)\\b");

    private final ApiIndex index;
    private final Bindings bindings;

    UseCheck(ApiIndex index, Bindings bindings) {
        this.index = index;
        this.bindings = bindings;
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
                yield keyword != null ? keyword : file(node);
            }
            default -> null;
        };
    }

    private @Nullable Objection importModules(Node statement) {
        if (forgiven(statement)) {
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
        if (from == null || from.is("relative_import") || forgiven(statement)) {
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

    /** A failing import may be meant to be tried. */
    private static boolean forgiven(Node statement) {
        return statement.around("try_statement") != null || depends(statement);
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
        String module = object == null ? null : moduleOf(object);
        if (module == null || name == null || target(node)) {
            return null;
        }
        ApiModule known = index.module(module).orElse(null);
        if (known == null
                || known.open()
                || has(module, known, name.text())
                || bindings.gives(node.text())
                || triedOut(node)
                || depends(node)) {
            return null;
        }
        return missing(Kind.ATTRIBUTE, module + " has no " + name.text(), name, names(module, known));
    }

    /** {@code try: name = module.attribute}: what follows may know another way. */
    private static boolean triedOut(Node attribute) {
        return attribute.field.equals("right")
                && attribute.parent != null
                && attribute.parent.is("assignment")
                && forgiven(attribute);
    }

    /** Whether the program asks first what there is. */
    private static boolean depends(Node node) {
        for (Node around = node.parent; around != null; around = around.parent) {
            Node condition = around.is("if_statement", "elif_clause") ? around.child("condition") : null;
            boolean asks = condition != null && ASKS.matcher(condition.text()).find()
                    || around.is("conditional_expression")
                            && ASKS.matcher(around.text()).find();
            if (asks) {
                return true;
            }
        }
        return false;
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
        ApiObject object = objectOf(function).orElse(null);
        if (object == null) {
            return null;
        }
        for (Node argument : arguments.children) {
            Node name = argument.is("keyword_argument") ? argument.child("name") : null;
            if (name != null && object.keywords() != null && object.refuses(name.text()) && !depends(call)) {
                return missing(
                        Kind.KEYWORD, function.text() + " takes no keyword " + name.text(), name, object.keywords());
            }
        }
        return null;
    }

    /** A named file that is read: in the sandbox a program finds none beside it. */
    private @Nullable Objection file(Node call) {
        Node function = call.child("function");
        Node arguments = call.child("arguments");
        if (function == null || arguments == null || arguments.children.isEmpty() || forgiven(call)) {
            return null;
        }
        boolean opens = function.text().equals("open") && !bindings.binds("open");
        Node path = arguments.children.getFirst();
        boolean named = path.is("string") && path.text().matches("[rRbBuU]*[\"'](?!/|\\w+://).*");
        Node mode = opens ? mode(arguments) : null;
        boolean reads = mode == null || mode.text().matches("[\"']r.*");
        return named && reads && (opens || READERS.contains(qualified(function)))
                ? new Objection(
                        Kind.FILE,
                        "there is no file " + path.text() + ": a program's values are its arguments",
                        function.start)
                : null;
    }

    /** The second argument of open, or the one that is called so. */
    private static @Nullable Node mode(Node arguments) {
        for (Node argument : arguments.children) {
            Node name = argument.child("name");
            if (argument.is("keyword_argument") && name != null && name.text().equals("mode")) {
                return argument.child("value");
            }
        }
        boolean second =
                arguments.children.size() > 1 && !arguments.children.get(1).is("keyword_argument");
        return second ? arguments.children.get(1) : null;
    }

    /** The name of a library's function with its module, or empty. */
    private String qualified(Node function) {
        if (function.is("identifier")) {
            Origin origin = bindings.origin(function.text());
            return origin == null || origin.name().isEmpty() ? "" : origin.module() + "." + origin.name();
        }
        Node outer = function.is("attribute") ? function.child("object") : null;
        Node name = function.child("attribute");
        String module = outer == null ? null : moduleOf(outer);
        return module == null || name == null ? "" : module + "." + name.text();
    }

    private Optional<ApiObject> objectOf(Node function) {
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
    private @Nullable String moduleOf(Node expression) {
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
