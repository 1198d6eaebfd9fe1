package io.gpiot.app.cli;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.knowledge.Filter;
import io.gpiot.knowledge.Knowledge;
import io.gpiot.knowledge.Passage;
import io.gpiot.knowledge.Passage.Kind;
import io.gpiot.knowledge.Ranking;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gpiot knowledge search}: the passages that answer a question. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Finds the cards and passages nearest to a question, by words and by meaning.",
        footer = {"", "Example:", "  gpiot knowledge search --count 3 --kind card \"step counting on the wrist\""})
final class KnowledgeSearchCommand implements Runnable {

    private static final int SHOWN_CHARACTERS = 300;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "WORD", description = "The question.")
    @SuppressWarnings("NullAway.Init")
    private List<String> words;

    @Option(names = "--count", defaultValue = "5", description = "How many passages (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--kind", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private @Nullable Set<Kind> kinds;

    @Option(names = "--domain", defaultValue = "", description = "Only cards of this domain, such as ECG.")
    @SuppressWarnings("NullAway.Init")
    private String domain;

    @Option(
            names = "--ranking",
            defaultValue = "HYBRID",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Ranking ranking;

    @Option(names = "--full", description = "Print whole passages.")
    private boolean full;

    @Option(names = "--json", description = "Print a JSON array of passages.")
    private boolean json;

    @Override
    public void run() {
        List<Passage> passages;
        boolean wordsMatch;
        try (var knowledge = KnowledgeCommand.open(spec.commandLine())) {
            requireDomain(knowledge);
            var filter = new Filter(kinds == null ? EnumSet.allOf(Kind.class) : kinds, domain);
            String question = String.join(" ", words);
            passages = knowledge.search(question, count, filter, ranking);
            wordsMatch = !knowledge.search(question, 1, filter, Ranking.WORDS).isEmpty();
        }
        if (!wordsMatch && !passages.isEmpty()) {
            // An embedding has nearest neighbours for everything, nonsense included.
            spec.commandLine()
                    .getErr()
                    .println("gpiot: no word of the question occurs in any passage; these are the nearest by meaning");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(passages));
        } else if (passages.isEmpty()) {
            out.println("nothing found");
        } else {
            passages.forEach(passage -> print(out, passage));
        }
    }

    private void requireDomain(Knowledge knowledge) {
        if (domain.isEmpty()) {
            return;
        }
        SortedSet<String> known = knowledge.domains();
        if (known.stream().noneMatch(domain::equalsIgnoreCase)) {
            throw GpiotException.user(
                    "no card has the domain '" + domain + "'; the domains are " + String.join(", ", known));
        }
    }

    private void print(PrintWriter out, Passage passage) {
        String origin = passage.kind() == Kind.CARD
                ? "card " + passage.id() + ", " + passage.domain()
                : passage.source() + (passage.page() > 0 ? ", page " + passage.page() : "");
        out.printf("%s  [%s]  %.4f%n", passage.title(), origin, passage.score());
        String text = full ? passage.text() : passage.text().replaceAll("\\s+", " ");
        boolean cut = !full && text.length() > SHOWN_CHARACTERS;
        out.println(cut ? text.substring(0, SHOWN_CHARACTERS) + " ..." : text);
        out.println();
    }
}
