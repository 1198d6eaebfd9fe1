package io.gpiot.environment.api;

import io.gpiot.base.model.NearestNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an environment offers, by full names. Immutable, safe to share. */
public final class ApiIndex {

    /** As introspect.py writes it. */
    public record Stored(List<String> builtins, Map<String, ApiModule> modules, Map<String, ApiObject> objects) {}

    private final Set<String> builtins;
    private final Map<String, ApiModule> modules;
    private final Map<String, ApiObject> objects;
    private final Set<String> topLevel = new HashSet<>();
    private final ApiPaths paths;

    public ApiIndex(Stored stored) {
        builtins = Set.copyOf(stored.builtins());
        modules = Map.copyOf(stored.modules());
        objects = Map.copyOf(stored.objects());
        modules.keySet().forEach(name -> topLevel.add(name.split("\\.", 2)[0]));
        paths = new ApiPaths(modules, objects);
    }

    /** Names that every program has, such as {@code len} and {@code ValueError}. */
    public Set<String> builtins() {
        return builtins;
    }

    /** The first parts of all modules' names. */
    public Set<String> topLevel() {
        return topLevel;
    }

    /** @param name full, such as {@code scipy.signal} */
    public Optional<ApiModule> module(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    /** The full names of the modules right below one, without its own name and the point. */
    public List<String> children(String name) {
        String prefix = name + ".";
        return modules.keySet().stream()
                .filter(other -> other.startsWith(prefix) && other.indexOf('.', prefix.length()) < 0)
                .map(other -> other.substring(prefix.length()))
                .sorted()
                .toList();
    }

    /** The function or class that a module has under a name. */
    public Optional<ApiObject> object(String module, String name) {
        return module(module).map(found -> found.names().get(name)).map(objects::get);
    }

    /** Whether any public module has a function or class of this name. */
    public boolean namesSomething(String name) {
        return paths.names().contains(name);
    }

    /** What stands at a path: a module, a function, a class, or a name of one of these. */
    public Optional<ApiEntry> find(String path) {
        ApiModule module = modules.get(path);
        if (module != null) {
            return Optional.of(ApiEntry.of(path, module));
        }
        int dot = path.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : within(path, path.substring(0, dot), path.substring(dot + 1));
    }

    private Optional<ApiEntry> within(String path, String outer, String name) {
        @Nullable ApiModule module = modules.get(outer);
        if (module == null) {
            return find(outer).filter(found -> found.names().contains(name)).map(found -> ApiEntry.other(path));
        }
        String what = module.names().get(name);
        if (what == null) {
            return Optional.empty();
        }
        String other = module.submodule(name);
        if (other != null && modules.containsKey(other)) {
            return Optional.of(ApiEntry.of(path, modules.get(other)));
        }
        ApiObject object = objects.get(what);
        return Optional.of(object == null ? ApiEntry.other(path) : ApiEntry.of(path, object));
    }

    /** At most three last parts of paths that a mistyped one may have meant, the likeliest first. */
    public List<String> near(String name) {
        return NearestNames.of(name, paths.names());
    }

    /** Functions, classes and modules whose names or summaries hold all words, the nearest first. */
    public List<ApiEntry> search(List<String> words, int count) {
        return paths.search(words, count).stream()
                .flatMap(path -> find(path).stream())
                .toList();
    }
}
