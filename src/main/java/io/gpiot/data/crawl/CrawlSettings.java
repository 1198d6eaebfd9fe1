package io.gpiot.data.crawl;

import io.gpiot.base.GpiotException;
import java.time.Duration;
import java.util.Locale;

/**
 * How a crawl behaves towards hosts.
 *
 * @param agent what servers are told; its part before the slash is the name that robots.txt is asked for
 * @param perSecond most requests a second to one host; robots.txt may ask for fewer; a server on loopback is ours and is not spared
 * @param mostPages of the whole crawl
 * @param mostBytes of one page
 * @param hosts most hosts at a time; each has one request under way
 * @param patience for a connection, and for a server that says nothing
 * @param attempts at what may work later
 * @param firstPause before the second attempt; it doubles
 */
public record CrawlSettings(
        String agent,
        double perSecond,
        int mostPages,
        int mostBytes,
        int hosts,
        Duration patience,
        int attempts,
        Duration firstPause) {

    public static final CrawlSettings DEFAULT = new CrawlSettings(
            "gpiot/0.1 (crawler of package documentation; obeys robots.txt)",
            2,
            Integer.MAX_VALUE,
            10 << 20,
            4,
            Duration.ofSeconds(20),
            3,
            Duration.ofSeconds(2));

    public CrawlSettings {
        if (!(perSecond > 0) || mostPages < 1 || hosts < 1 || attempts < 1) {
            throw GpiotException.user("rate, pages, hosts and attempts must be above 0, were " + perSecond + ", "
                    + mostPages + ", " + hosts + " and " + attempts);
        }
    }

    public CrawlSettings withMostPages(int pages) {
        return new CrawlSettings(agent, perSecond, pages, mostBytes, hosts, patience, attempts, firstPause);
    }

    public CrawlSettings withPerSecond(double rate) {
        return new CrawlSettings(agent, rate, mostPages, mostBytes, hosts, patience, attempts, firstPause);
    }

    /** As robots.txt calls us. */
    String robot() {
        return agent.split("[/ ]")[0].toLowerCase(Locale.ROOT);
    }
}
