package io.gpiot.data.crawl;

import java.util.List;

/**
 * What became of one address, as the journal holds it.
 *
 * @param hash SHA-256 of a page's text: two addresses may show one page
 * @param detail why there is no page, where it moved to, or what is odd about it; may be empty
 * @param links to pages of the site, in order
 * @param time ISO 8601, UTC
 */
public record Visit(String address, Outcome outcome, String hash, String detail, List<String> links, String time) {

    /** Whether there is a page. */
    public enum Outcome {
        PAGE,
        MOVED,
        REFUSED
    }

    public Visit {
        // pages of a site link to the same pages
        links = links.stream().map(String::intern).toList();
    }
}
