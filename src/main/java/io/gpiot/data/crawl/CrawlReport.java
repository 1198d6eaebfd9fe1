package io.gpiot.data.crawl;

import java.util.Map;

/**
 * What a crawl came to.
 *
 * @param pages there are now, of the sites asked for
 * @param fetched of them in this run
 * @param moved addresses that name another one
 * @param refused why to how many addresses: of no use, or forbidden
 * @param left addresses that may work later: the same command tries them again
 */
public record CrawlReport(int pages, int fetched, int moved, Map<String, Integer> refused, int left) {}
