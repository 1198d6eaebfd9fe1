package io.gpiot.data.crawl.pairs;

import io.gpiot.data.Axis;
import io.gpiot.data.ExampleRow;
import io.gpiot.data.Label;
import io.gpiot.data.UsageRow;
import io.gpiot.data.crawl.sphinx.Field;
import io.gpiot.data.crawl.sphinx.Reference;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** D2 and D3: stretches of examples that ran, as rows. */
final class Usages {

    private static final int WORDS_OF_A_TARGET = 60;
    private static final int WORDS_OF_A_MEANING = 30;
    private static final int WORDS_OF_A_DOCUMENTATION = 120;
    private static final int WORDS_OF_A_NAME = 8;
    private static final Pattern OF_THE_PAGE = Pattern.compile(
            "\\b(plots?|figure|above|below|see|example|we|us|you|our|let.s|following|section)\\b",
            Pattern.CASE_INSENSITIVE);

    private Usages() {}

    static UsageRow usage(Example example, Stretch stretch, String script, int number, @Nullable Reference entry) {
        String module = module(example, stretch);
        return new UsageRow(
                label(example, "use", number, Axis.IMPLEMENTATION),
                target(example, stretch),
                module,
                example.source().packageName(),
                script,
                documentation(example, module, List.of(), entry));
    }

    static ExampleRow example(
            Example example, Stretch stretch, Stretch.Function function, int number, @Nullable Reference entry) {
        String module = module(example, stretch);
        String use = "Use `" + module + "`"
                + (function.settings().isEmpty() ? "" : " with " + String.join(", ", function.settings())) + ".";
        Specification specification = new Specification(
                1,
                Words.sentences(example.told().summary(), WORDS_OF_A_NAME).replaceFirst("[.:]?( \\.\\.\\.)?$", ""),
                function.entryPoint(),
                target(example, stretch) + " " + use,
                parameters(function.inputs(), "the value that the computation starts from"),
                parameters(function.outputs(), "the result"));
        return new ExampleRow(
                label(example, "example", number, Axis.EXAMPLE),
                specification,
                module,
                function.code(),
                documentation(example, module, function.settings(), entry));
    }

    /** What the entry is about; of a page, what the script calls first. */
    private static String module(Example example, Stretch stretch) {
        List<String> modules = stretch.modules() == null ? List.of() : stretch.modules();
        return !example.told().module().isEmpty()
                ? example.told().module()
                : modules.isEmpty() ? example.source().packageName() : modules.getLast();
    }

    private static Label label(Example example, String form, int number, Axis axis) {
        String packageName = example.source().packageName();
        return Label.crawled(
                "cgd/" + packageName + "/" + form + "-" + example.id() + "-" + number,
                packageName,
                example.topic(),
                axis,
                example.source().licence(),
                example.source().page());
    }

    /** The entry's purpose, and what the stretch does beyond it where the page says so without talking of itself. */
    private static String target(Example example, Stretch stretch) {
        String purpose = Words.ended(Words.sentences(example.told().summary(), WORDS_OF_A_TARGET));
        String text = stretch.text() == null ? "" : stretch.text();
        List<String> own = new ArrayList<>();
        for (String sentence : text.replaceAll("\\s+", " ").split("(?<=[.!?:])\\s+")) {
            if (!OF_THE_PAGE.matcher(sentence).find() && Words.count(sentence) >= 4) {
                own.add(Words.ended(sentence));
            }
        }
        String more = own.isEmpty() ? "" : Words.sentences(String.join(" ", own), WORDS_OF_A_TARGET / 2);
        return more.isEmpty() || more.equals(purpose) ? purpose : purpose + " " + more;
    }

    private static List<Parameter> parameters(List<Stretch.Value> values, String unknown) {
        return values.stream()
                .map(value -> new Parameter(
                        value.name(),
                        ValueType.of(value.type()),
                        (value.meaning().isBlank()
                                        ? unknown
                                        : Words.sentences(value.meaning(), WORDS_OF_A_MEANING)
                                                .replaceFirst("\\.$", ""))
                                + (value.facts().isEmpty() ? "" : "; " + value.facts())))
                .toList();
    }

    /** Purpose, method, the parameters that matter, limits; sentences as long as there is room. */
    private static String documentation(
            Example example, String module, List<String> settings, @Nullable Reference entry) {
        List<String> parts = new ArrayList<>();
        parts.add("**Purpose**: " + Words.ended(Words.sentences(example.told().summary(), 40)));
        parts.add("**Method**: `" + module + "` of " + example.source().packageName()
                + (settings.isEmpty() ? "" : " with " + String.join(", ", settings)) + ".");
        if (entry != null) {
            if (!entry.details().isBlank()) {
                parts.add(Words.ended(Words.sentences(entry.details(), 40)));
            }
            for (String setting : settings) {
                String name = setting.split("=")[0];
                for (Field field : entry.parameters()) {
                    if (field.name().equals(name) && !field.meaning().isBlank()) {
                        parts.add("- " + name + ": " + Words.sentences(field.meaning(), 25));
                    }
                }
            }
            if (!entry.notes().isBlank()) {
                parts.add("**Limits**: " + Words.ended(Words.sentences(entry.notes(), 35)));
            }
        }
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            if (Words.count(text + " " + part) <= WORDS_OF_A_DOCUMENTATION) {
                text.append(text.isEmpty() ? "" : "\n").append(part);
            }
        }
        return text.toString();
    }
}
