package io.gpiot.data.crawl.sphinx;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Pages of text with code: galleries and tutorials; no entries of a reference, no release notes, no work on the package itself. */
final class TutorialReader {

    private static final Pattern ABOUT_THE_PACKAGE = Pattern.compile(
            ".*/(release|whatsnew|whats_new|changes|changelog|dev|develop|developers|development|install)[^/]*(/.*)?");
    private static final String MAIN = "[role=main], main, article, div.body, div.document";

    private TutorialReader() {}

    /** Empty where a page is none. */
    static Optional<Tutorial> read(Document page, Source source) {
        if (page.selectFirst("dl.py > dt.sig") != null
                || ABOUT_THE_PACKAGE.matcher(source.page()).matches()) {
            return Optional.empty();
        }
        Element main = page.selectFirst(MAIN);
        Element heading = page.selectFirst("h1");
        if (main == null || heading == null) {
            return Optional.empty();
        }
        var cells = new CodeCells();
        main.children().forEach(cells::take);
        List<Cell> found = cells.cells();
        boolean gallery =
                page.selectFirst("[class*=sphx-glr]") != null && page.selectFirst(".sphx-glr-thumbcontainer") == null;
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tutorial(source, Prose.of(heading), gallery, found));
    }
}
