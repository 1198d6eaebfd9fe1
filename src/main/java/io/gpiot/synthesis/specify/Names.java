package io.gpiot.synthesis.specify;

import io.gpiot.base.GpiotException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Hands out Python names that are unique within a run's data flow and hide nothing that programs use. */
final class Names {

    private static final int LONGEST = 48;

    private static final Set<String> PYTHON = Set.of("""
            false none true and as assert async await break class continue def del elif else except finally for from
            global if import in is lambda nonlocal not or pass raise return try while with yield match case type
            abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex
            copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr
            globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max
            memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice
            sorted staticmethod str sum super tuple vars zip main self
            np pd plt scipy numpy pandas sklearn pywt math signal stats fft os sys json results_folder""".strip().split("\\s+"));

    private final Set<String> taken = new HashSet<>();

    /** Takes names that are given: the user's data, or results that the caller fixed. */
    void reserve(List<String> given) {
        for (String name : given) {
            if (!taken.add(name)) {
                throw GpiotException.user("the name '" + name + "' stands for two values: rename one of them");
            }
        }
    }

    /**
     * The wanted name where it is free, else with a word of {@code context} that makes it descriptive, else with a number.
     *
     * @param context such as the sub-task's name
     */
    String take(String wanted, String context) {
        String base = identifier(wanted, "value");
        String candidate = base;
        StringBuilder suffixed = new StringBuilder(base);
        for (String word : words(context)) {
            if (free(candidate)) {
                break;
            }
            if (!suffixed.toString().contains(word) && suffixed.length() + word.length() < LONGEST) {
                candidate = suffixed.append('_').append(word).toString();
            }
        }
        for (int number = 2; !free(candidate); number++) {
            candidate = base + "_" + number;
        }
        taken.add(candidate);
        return candidate;
    }

    /** A function's name from a sub-task's: {@code Band-Pass Filter} becomes {@code band_pass_filter}. */
    String takeEntryPoint(String subTask) {
        String wanted = identifier(subTask, "step");
        return take(free(wanted) ? wanted : "compute_" + wanted, "");
    }

    private boolean free(String name) {
        return !taken.contains(name) && !PYTHON.contains(name);
    }

    static String identifier(String text, String fallback) {
        StringBuilder joined = new StringBuilder();
        for (String word : words(text)) {
            if (joined.length() + word.length() < LONGEST) {
                joined.append(joined.isEmpty() ? "" : "_").append(word);
            }
        }
        if (joined.isEmpty()) {
            return fallback;
        }
        return Character.isDigit(joined.charAt(0)) ? fallback + "_" + joined : joined.toString();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, Math.min(word.length(), LONGEST - 8)))
                .toList();
    }
}
