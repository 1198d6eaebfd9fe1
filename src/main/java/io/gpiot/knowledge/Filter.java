package io.gpiot.knowledge;

import io.gpiot.knowledge.Passage.Kind;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which passages may answer.
 *
 * @param kinds never empty
 * @param domain only cards of this domain, upper or lower case alike; empty for every domain
 */
public record Filter(Set<Kind> kinds, String domain) {

    public static final Filter ALL = new Filter(EnumSet.allOf(Kind.class), "");

    public static final Filter CARDS = only(Kind.CARD);

    public Filter {
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("a filter must let at least one kind through");
        }
        kinds = Set.copyOf(kinds);
    }

    public static Filter only(Kind kind) {
        return new Filter(Set.of(kind), "");
    }

    public Filter inDomain(String wanted) {
        return new Filter(kinds, wanted);
    }
}
