package io.gpiot.environment.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One path for each function and class: the one that programs use, of all that it can be imported by. */
final class ApiPaths {

    private static final Comparator<String> SHORTEST = Comparator.<String>comparingInt(ApiPaths::depth)
            .thenComparing(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final Map<String, ApiModule> modules;
    private final Map<String, ApiObject> objects;
    /** Key of an object to its path. */
    private final Map<String, String> best = new HashMap<>();

    private final Set<String> names = new HashSet<>();

    ApiPaths(Map<String, ApiModule> modules, Map<String, ApiObject> objects) {
        this.modules = modules;
        this.objects = objects;
        modules.forEach((module, content) -> content.names().forEach((name, key) -> {
            if (objects.containsKey(key) && top(module).equals(top(key))) {
                best.merge(key, module + "." + name, this::better);
                names.add(name);
            }
        }));
    }

    /** The last parts of all paths. */
    Set<String> names() {
        return names;
    }

    private String better(String one, String other) {
        boolean first = declared(one);
        if (first != declared(other)) {
            return first ? one : other;
        }
        return SHORTEST.compare(one, other) <= 0 ? one : other;
    }

    private boolean declared(String path) {
        int dot = path.lastIndexOf('.');
        ApiModule module = modules.get(path.substring(0, dot));
        return module != null && module.declared().contains(path.substring(dot + 1));
    }

    List<String> search(List<String> words, int count) {
        List<String> wanted =
                words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
        record Hit(String path, int score) {}
        List<Hit> hits = new ArrayList<>();
        best.forEach((key, path) -> {
            ApiObject object = objects.get(key);
            int score = score(path, object == null ? "" : object.summary(), wanted);
            if (score > 0) {
                hits.add(new Hit(path, score));
            }
        });
        modules.keySet().forEach(module -> {
            int score = score(module, "", wanted);
            if (score > 0) {
                hits.add(new Hit(module, score));
            }
        });
        return hits.stream()
                .sorted(Comparator.<Hit>comparingInt(hit -> -hit.score()).thenComparing(Hit::path, SHORTEST))
                .limit(count)
                .map(Hit::path)
                .toList();
    }

    /** The sum over all words; 0 where one of them is nowhere. */
    private static int score(String path, String summary, List<String> words) {
        String name = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String whole = path.toLowerCase(Locale.ROOT);
        String about = summary.toLowerCase(Locale.ROOT);
        int sum = 0;
        for (String word : words) {
            int score = name.equals(word) || whole.equals(word)
                    ? 100
                    : name.startsWith(word) ? 50 : name.contains(word) ? 20 : whole.contains(word) ? 10 : 0;
            if (score == 0 && about.contains(word)) {
                score = 5;
            }
            if (score == 0) {
                return 0;
            }
            sum += score;
        }
        return sum;
    }

    private static int depth(String path) {
        return (int) path.chars().filter(character -> character == '.').count();
    }

    private static String top(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
