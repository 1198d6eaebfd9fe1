package io.gpiot.bench.subject;

import io.gpiot.base.GpiotException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a subject gets from a task to its answer.
 *
 * @param candidates of which execution chooses, 1 for no choice
 * @param retrieval whether an expert's cards stand in the prompts
 * @param specified whether programs are asked for by a specification, RTSLM's work
 */
public record Way(Kind kind, int candidates, boolean retrieval, boolean specified) {

    /** Candidates of our chain where nothing else is said. */
    public static final int CANDIDATES = 8;

    public enum Kind {
        /** Each model alone, asked as our chain asks it. */
        OURS,
        /** One message, as anybody would write it. */
        PLAIN,
        /** Our chain: cards, specifications, several candidates, execution chooses. */
        CHAIN,
        /** Agents that recall, plan, write and repair, with plain messages. */
        AGENTS;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws GpiotException USER where there is none of that name */
        public static Kind of(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(name))
                    .findFirst()
                    .orElseThrow(() -> GpiotException.user("--prompts must be "
                            + Arrays.stream(values()).map(Kind::text).collect(Collectors.joining(", ")) + ", was '"
                            + name + "'"));
        }
    }

    public Way {
        if (candidates < 1 || candidates > 64) {
            throw GpiotException.user("--candidates must be 1 to 64, was " + candidates);
        }
        if (kind != Kind.CHAIN && (candidates > 1 || !retrieval || !specified)) {
            throw GpiotException.user(
                    "--candidates, --no-retrieval, --no-rtslm and --no-choice are about our chain: add --prompts chain");
        }
    }

    /** Everything that belongs to it. */
    public static Way of(Kind kind) {
        return new Way(kind, kind == Kind.CHAIN ? CANDIDATES : 1, true, true);
    }

    /** Whether questions are plain messages, which any server understands. */
    public boolean plain() {
        return kind == Kind.PLAIN || kind == Kind.AGENTS;
    }

    /** In results: what is done, and what is left out. */
    public String name() {
        List<String> missing = new ArrayList<>();
        if (kind == Kind.CHAIN) {
            add(missing, !retrieval, "retrieval");
            add(missing, !specified, "RTSLM");
            add(missing, candidates == 1, "executor choice");
        }
        return kind.text() + (missing.isEmpty() ? "" : " without " + String.join(", ", missing));
    }

    private static void add(List<String> names, boolean wanted, String name) {
        if (wanted) {
            names.add(name);
        }
    }
}
