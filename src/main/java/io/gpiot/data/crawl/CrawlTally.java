package io.gpiot.data.crawl;

import java.util.Map;
import java.util.TreeMap;

/** Counts of a crawl over all its hosts. */
final class CrawlTally {

    private final int mostPages;
    private final Map<String, Integer> refused = new TreeMap<>();
    private int pages;
    private int fetched;
    private int moved;
    private int left;

    CrawlTally(int mostPages) {
        this.mostPages = mostPages;
    }

    synchronized boolean full() {
        return pages >= mostPages;
    }

    synchronized void count(Visit visit, boolean now) {
        switch (visit.outcome()) {
            case PAGE -> {
                pages++;
                fetched += now ? 1 : 0;
            }
            case MOVED -> moved++;
            // numbers differ from address to address, the reason does not
            case REFUSED -> refuse(visit.detail().replaceAll("\\d{4,} bytes, at most \\d+", "too many"));
        }
    }

    synchronized void refuse(String why) {
        refused.merge(why, 1, Integer::sum);
    }

    synchronized void leave(int addresses) {
        left += addresses;
    }

    synchronized CrawlReport report() {
        return new CrawlReport(pages, fetched, moved, new TreeMap<>(refused), left);
    }
}
