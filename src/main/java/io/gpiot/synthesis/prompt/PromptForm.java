package io.gpiot.synthesis.prompt;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way of asking for a role's answer: the resource {@code prompts/ROLE/NAME.md}. Lines {@code === system},
 * {@code === user}, {@code === assistant} open the chat's turns, {@code === answer} the prefill. {@code {place}} is
 * filled in; a paragraph with a place whose value is blank is left out, so that a form can speak of what may be absent.
 */
public final class PromptForm {

    /** The form of each role that is used unless another is named. */
    public static final String STANDARD = "standard";

    private static final Pattern TURN = Pattern.compile("(?m)^=== (\\w+)\\n");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

    private record Turn(String speaker, String text) {}

    private final String path;
    private final List<Turn> turns;

    private PromptForm(String path, List<Turn> turns) {
        this.path = path;
        this.turns = turns;
    }

    /** @throws GpiotException USER where there is no form of that name */
    public static PromptForm of(Role role, String name) {
        String path = "/io/gpiot/synthesis/prompts/" + role.folder() + "/" + name + ".md";
        try (InputStream in = PromptForm.class.getResourceAsStream(path)) {
            if (in == null) {
                throw GpiotException.user("there is no prompt form '" + name + "' for " + role.folder());
            }
            return parse(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw GpiotException.internal("cannot read " + path, e);
        }
    }

    /** Reads a form; {@code path} is named in errors. */
    static PromptForm parse(String path, String text) {
        List<Turn> turns = new ArrayList<>();
        List<MatchResult> heads = TURN.matcher(text).results().toList();
        for (int i = 0; i < heads.size(); i++) {
            int end = i + 1 < heads.size() ? heads.get(i + 1).start() : text.length();
            String body = text.substring(heads.get(i).end(), end);
            // the file's last line break belongs to the file, all others of a prefill to the answer
            turns.add(
                    new Turn(heads.get(i).group(1), body.endsWith("\n") ? body.substring(0, body.length() - 1) : body));
        }
        if (turns.stream().noneMatch(turn -> turn.speaker().equals("user"))) {
            throw GpiotException.user(path + " has no '=== user' part");
        }
        return new PromptForm(path, List.copyOf(turns));
    }

    /** @throws GpiotException USER where the form has a place that {@code values} lacks */
    public Prompt fill(Map<String, String> values) {
        List<Message> messages = new ArrayList<>();
        String prefill = "";
        for (Turn turn : turns) {
            switch (turn.speaker()) {
                case "system" -> messages.add(Message.system(paragraphs(turn.text(), values)));
                case "user" -> messages.add(Message.user(paragraphs(turn.text(), values)));
                case "assistant" -> messages.add(Message.assistant(paragraphs(turn.text(), values)));
                case "answer" -> prefill = fill(turn.text(), values);
                default -> throw GpiotException.user(path + " has an unknown part '=== " + turn.speaker() + "'");
            }
        }
        return new Prompt(messages, prefill);
    }

    private String paragraphs(String text, Map<String, String> values) {
        List<String> kept = new ArrayList<>();
        for (String paragraph : text.split("\n\n", -1)) {
            boolean absent = PLACE.matcher(paragraph)
                    .results()
                    .anyMatch(place -> values.getOrDefault(place.group(1), "?").isBlank());
            if (!absent) {
                kept.add(fill(paragraph, values));
            }
        }
        return String.join("\n\n", kept).strip();
    }

    /** In one pass: what is filled in is not searched for places. */
    private String fill(String text, Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw GpiotException.user(path + " has an unknown place {" + place.group(1) + "}");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Path and text, so that a change of either can be seen. */
    @Override
    public String toString() {
        return path + turns;
    }
}
