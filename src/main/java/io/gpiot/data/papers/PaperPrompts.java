package io.gpiot.data.papers;

import io.gpiot.base.Resources;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two prompts, and how their answers are read: strictly in shape, leniently in decoration. */
final class PaperPrompts {

    static final int MOST_MODULES = 8;
    private static final int OUTLINE = 14_000;
    private static final int PASSAGES = 7_000;
    private static final int TOKENS_OF_MODULES = 500;
    private static final int TOKENS_OF_A_PROBLEM = 900;
    private static final Pattern MODULE = Pattern.compile(
            "(?m)^[\\s#*-]*module\\s*\\d+\\s*[:.]?\\s*\\[([^\\]]+)]\\**\\s*[:\\-–]?\\s*(.+)$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PART = Pattern.compile("(?mi)^[#*\\s]*(problem|data|sub-?tasks)\\**\\s*:?\\**\\s*$");

    /** One of a paper's technical modules. */
    record Module(String name, String description) {}

    /** The three parts of an answer, as they were written. */
    record Parts(String problem, String data, String subTasks) {}

    private PaperPrompts() {}

    static Request modules(Paper paper) {
        return request("modules", TOKENS_OF_MODULES, 1, "title", paper.title(), "text", paper.outline(OUTLINE));
    }

    static List<Module> readModules(String answer) {
        List<Module> modules = new ArrayList<>();
        Matcher matcher = MODULE.matcher(answer);
        while (matcher.find() && modules.size() < MOST_MODULES) {
            modules.add(new Module(
                    matcher.group(1).strip(), matcher.group(2).replace("**", "").strip()));
        }
        return modules;
    }

    /** @param seed 1 for the first attempt: greedy; others are drawn */
    static Request problem(Paper paper, Module module, long seed) {
        String text = new Passages(paper.chunks()).about(module.name() + " " + module.description(), PASSAGES);
        return request(
                "problem",
                TOKENS_OF_A_PROBLEM,
                seed,
                "title",
                paper.title(),
                "module",
                module.name(),
                "description",
                module.description(),
                "text",
                text);
    }

    static Optional<Parts> readParts(String answer) {
        List<String> names = new ArrayList<>();
        List<Integer> begins = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        Matcher matcher = PART.matcher(answer);
        while (matcher.find()) {
            names.add(matcher.group(1).toLowerCase(java.util.Locale.ROOT).replace("-", ""));
            begins.add(matcher.end());
            ends.add(matcher.start());
        }
        if (!names.equals(List.of("problem", "data", "subtasks"))) {
            return Optional.empty();
        }
        return Optional.of(new Parts(
                answer.substring(begins.get(0), ends.get(1)).strip(),
                answer.substring(begins.get(1), ends.get(2)).strip(),
                answer.substring(begins.get(2)).strip()));
    }

    private static Request request(String name, int tokens, long seed, String... places) {
        String text = Resources.text(PaperPrompts.class, "/io/gpiot/data/papers/" + name + ".md");
        // one pass, so that what a paper says is never taken for a place
        String filled = Pattern.compile("\\{(\\w+)}").matcher(text).replaceAll(place -> {
            for (int i = 0; i < places.length; i += 2) {
                if (places[i].equals(place.group(1))) {
                    return Matcher.quoteReplacement(places[i + 1]);
                }
            }
            throw new IllegalStateException(name + " has an unknown place " + place.group());
        });
        Sampling sampling = seed == 1 ? Sampling.GREEDY : Sampling.of(0.7, 0.95, seed);
        return Request.of(List.of(Message.user(filled.strip())), sampling, tokens);
    }
}
