package io.gpiot.data.crawl;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** What a crawl has to know of a page: its links, and whether it is whole, broken or still to be written by a script. */
final class PageReader {

    private static final int MANY_ERRORS = 50;
    private static final int FEW_LETTERS = 120;
    private static final Pattern REFRESH =
            Pattern.compile("\\s*\\d*\\s*;?\\s*url\\s*=\\s*['\"]?([^'\"]+)", Pattern.CASE_INSENSITIVE);

    /**
     * @param links in order, within the site
     * @param scripted whether there is next to no text, and a script that may write it
     * @param note empty, or what is odd
     */
    record Look(List<String> links, boolean scripted, String note) {}

    private PageReader() {}

    static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return bytes.length > 1
                        && (bytes[0] & bytes[1] & 0xFE) == 0xFE; // UTF-16 says so in its first two bytes
            }
        }
        return true;
    }

    static Look look(URI address, String html, URI folder) {
        Parser parser = Parser.htmlParser().setTrackErrors(MANY_ERRORS);
        Document page = Jsoup.parse(html, address.toString(), parser);
        Set<String> links = new LinkedHashSet<>();
        for (Element element : page.select("a[href], meta[http-equiv=refresh], frame[src], iframe[src]")) {
            target(element)
                    .flatMap(link -> Addresses.page(address, link, folder))
                    .filter(to -> !to.equals(address))
                    .ifPresent(to -> links.add(to.toString()));
        }
        boolean moves = page.selectFirst("meta[http-equiv=refresh]") != null;
        boolean scripts = page.selectFirst("script") != null;
        page.select("noscript").remove();
        boolean scripted = scripts && !moves && page.body().text().length() < FEW_LETTERS;
        boolean broken = parser.getErrors().size() >= MANY_ERRORS;
        return new Look(
                List.copyOf(links),
                scripted,
                broken ? "is malformed HTML (" + MANY_ERRORS + " errors or more): read as far as it makes sense" : "");
    }

    private static Optional<String> target(Element element) {
        if (!element.hasAttr("http-equiv")) {
            return Optional.of(element.hasAttr("href") ? element.attr("href") : element.attr("src"));
        }
        Matcher refresh = REFRESH.matcher(element.attr("content"));
        return refresh.lookingAt() ? Optional.of(refresh.group(1)) : Optional.empty();
    }

    /** Pages of the inventory, each once, in its order. */
    static List<URI> pages(List<String> places, URI site) {
        URI folder = Addresses.folder(site);
        List<URI> pages = new ArrayList<>();
        for (String place : new LinkedHashSet<>(places)) {
            Addresses.page(folder, place, folder).ifPresent(pages::add);
        }
        return pages.stream().distinct().toList();
    }
}
