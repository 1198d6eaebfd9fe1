package io.gpiot.data.crawl.sphinx;

import java.util.List;

/**
 * A page with text and code: the paper's u_j.
 *
 * @param gallery whether the page is one program of an example gallery, not a text with many
 */
public record Tutorial(Source source, String title, boolean gallery, List<Cell> cells) {

    public Tutorial {
        cells = List.copyOf(cells);
    }
}
