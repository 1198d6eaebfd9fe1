package io.gpiot.data.crawl.pairs;

import io.gpiot.data.Axis;
import io.gpiot.data.DescriptionRow;
import io.gpiot.data.Label;
import io.gpiot.data.crawl.sphinx.Field;
import io.gpiot.data.crawl.sphinx.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** D1: entries of a reference in a fixed form. */
final class Descriptions {

    private static final Set<String> ROLES = Set.of("function", "method", "class", "data");
    private static final int LEAST_WORDS = 3;
    private static final int MOST_FIELDS = 12;
    private static final int WORDS_OF_A_FIELD = 35;
    private static final int WORDS_OF_DETAILS = 90;
    private static final int WORDS_OF_NOTES = 60;
    private static final int LONGEST_SIGNATURE = 400;

    private Descriptions() {}

    /** Why an entry makes no description, or empty. */
    static Optional<String> refusal(Reference entry) {
        String last = entry.name().substring(entry.name().lastIndexOf('.') + 1);
        if (!ROLES.contains(entry.role())) {
            return Optional.of("nothing to call");
        } else if (last.startsWith("_")) {
            return Optional.of("private");
        } else if (entry.deprecated()) {
            return Optional.of("deprecated");
        } else if (Words.count(entry.summary()) < LEAST_WORDS) {
            return Optional.of("no description");
        } else if (entry.parameters().isEmpty() && entry.returns().isEmpty()) {
            return Optional.of("says nothing of parameters and results");
        }
        return Optional.empty();
    }

    static DescriptionRow row(Reference entry) {
        String packageName = entry.source().packageName();
        return new DescriptionRow(
                Label.crawled(
                        "cgd/" + packageName + "/describe-" + entry.name(),
                        packageName,
                        topic(entry),
                        Axis.DESCRIPTION,
                        entry.source().licence(),
                        entry.source().page()),
                entry.name(),
                packageName,
                text(entry));
    }

    /** A method is of its class's topic: what is said of both is near to each other. */
    static String topic(Reference entry) {
        boolean part = entry.role().equals("method") && entry.name().contains(".");
        return part ? entry.name().substring(0, entry.name().lastIndexOf('.')) : entry.name();
    }

    static String text(Reference entry) {
        StringBuilder text = new StringBuilder();
        String version = entry.source().version();
        text.append("**")
                .append(entry.name())
                .append("** (")
                .append(entry.role())
                .append(" of ");
        text.append(entry.source().packageName()).append(version.isEmpty() ? "" : " " + version);
        text.append(entry.since().isEmpty() ? "" : ", since " + entry.since()).append(")\n\n");
        String signature = entry.signature();
        text.append("**Signature**\n`");
        text.append(
                signature.length() > LONGEST_SIGNATURE ? signature.substring(0, LONGEST_SIGNATURE) + "..." : signature);
        text.append("`\n\n**Purpose**\n").append(Words.ended(entry.summary()));
        if (!entry.details().isBlank()) {
            text.append(' ').append(Words.sentences(entry.details(), WORDS_OF_DETAILS));
        }
        fields(text, "Parameters", entry.parameters());
        fields(text, "Returns", entry.returns());
        if (!entry.notes().isBlank()) {
            text.append("\n\n**Notes**\n").append(Words.sentences(entry.notes(), WORDS_OF_NOTES));
        }
        return text.append('\n').toString();
    }

    private static void fields(StringBuilder text, String heading, List<Field> fields) {
        if (fields.isEmpty()) {
            return;
        }
        text.append("\n\n**").append(heading).append("**");
        for (Field field : fields.subList(0, Math.min(MOST_FIELDS, fields.size()))) {
            text.append("\n- ").append(field.name().isEmpty() ? "" : field.name());
            text.append(field.type().isEmpty() ? "" : (field.name().isEmpty() ? "" : " ") + "(" + field.type() + ")");
            text.append(field.meaning().isEmpty() ? "" : ": " + Words.sentences(field.meaning(), WORDS_OF_A_FIELD));
        }
        if (fields.size() > MOST_FIELDS) {
            text.append("\n- and ").append(fields.size() - MOST_FIELDS).append(" more");
        }
    }
}
