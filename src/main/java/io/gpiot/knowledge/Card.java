package io.gpiot.knowledge;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gpiot.base.GpiotException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One technique as an expert would note it down: front matter between two {@code ---} lines, then the sections
 * {@code ## When}, {@code ## Steps}, {@code ## Parameters}, {@code ## Pitfalls}.
 *
 * @param id lower-case words joined by dashes, unique among all cards
 * @param functions real, importable names such as {@code scipy.signal.butter}
 */
public record Card(
        String id,
        String title,
        String domain,
        List<String> keywords,
        List<String> functions,
        String reference,
        String when,
        String steps,
        String parameters,
        String pitfalls) {

    private static final Pattern FRONT = Pattern.compile("\\A\\s*---\\s*\\n(.*?)\\n---\\s*\\n(.*)\\z", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("(?m)^## +(\\S.*?)\\s*$");
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final ObjectReader YAML = new YAMLMapper().readerFor(Front.class);

    private record Front(
            @JsonProperty("id") @Nullable String id,
            @JsonProperty("title") @Nullable String title,
            @JsonProperty("domain") @Nullable String domain,
            @JsonProperty("keywords") @Nullable List<String> keywords,
            @JsonProperty("functions") @Nullable List<String> functions,
            @JsonProperty("reference") @Nullable String reference) {}

    public Card {
        keywords = List.copyOf(keywords);
        functions = List.copyOf(functions);
    }

    /** Whether a Markdown text means to be a card: it has front matter, and the section {@code ## Steps}. */
    public static boolean looksLikeCard(String markdown) {
        Matcher front = FRONT.matcher(unixLines(markdown));
        return front.matches() && sections(front.group(2)).containsKey("steps");
    }

    /**
     * @param name what to call the text in a message: its file name
     * @throws GpiotException USER where a field or section is missing or malformed
     */
    public static Card parse(String name, String markdown) {
        Matcher parts = FRONT.matcher(unixLines(markdown));
        if (!parts.matches()) {
            throw GpiotException.user("card " + name + ": it must begin with front matter between two --- lines");
        }
        Front front;
        try {
            front = YAML.readValue(parts.group(1));
        } catch (JsonProcessingException e) {
            String problem = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
            throw GpiotException.user("card " + name + ": front matter is not valid YAML: " + problem);
        }
        String id = need(name, "id", front.id());
        if (!ID.matcher(id).matches()) {
            throw GpiotException.user("card " + name + ": id must be lower-case words joined by dashes, was " + id);
        }
        Map<String, String> sections = sections(parts.group(2));
        return new Card(
                id,
                need(name, "title", front.title()),
                need(name, "domain", front.domain()),
                front.keywords() == null ? List.of() : front.keywords(),
                front.functions() == null ? List.of() : front.functions(),
                front.reference() == null ? "" : front.reference(),
                need(name, "section ## When", sections.get("when")),
                need(name, "section ## Steps", sections.get("steps")),
                need(name, "section ## Parameters", sections.get("parameters")),
                need(name, "section ## Pitfalls", sections.get("pitfalls")));
    }

    /** The card as a prompt carries it: what to do, with which values, and what goes wrong; not when, not who said it. */
    public String toPrompt() {
        var text = new StringBuilder("### ").append(title).append('\n');
        if (!functions.isEmpty()) {
            text.append("Functions: ").append(String.join(", ", functions)).append('\n');
        }
        return text.append("Steps:\n")
                .append(steps)
                .append("\nParameters:\n")
                .append(parameters)
                .append("\nPitfalls:\n")
                .append(pitfalls)
                .toString();
    }

    /** Words of the four sections. */
    public int words() {
        return (when + " " + steps + " " + parameters + " " + pitfalls).trim().split("\\s+").length;
    }

    private static Map<String, String> sections(String body) {
        var sections = new LinkedHashMap<String, String>();
        Matcher heading = HEADING.matcher(body);
        String name = null;
        int from = 0;
        while (heading.find()) {
            if (name != null) {
                sections.put(name, body.substring(from, heading.start()).strip());
            }
            name = heading.group(1).toLowerCase(java.util.Locale.ROOT);
            from = heading.end();
        }
        if (name != null) {
            sections.put(name, body.substring(from).strip());
        }
        return sections;
    }

    private static String need(String card, String what, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw GpiotException.user("card " + card + ": " + what + " is missing");
        }
        return value.strip();
    }

    private static String unixLines(String text) {
        return text.replace("\r\n", "\n").replace("\uFEFF", "");
    }
}
