package io.gpiot.data.crawl;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Crawls sites: several hosts at a time, each host by one thread, one address after the other. */
public final class Crawler {

    private final CrawlSettings settings;
    private final Optional<Browser> browser;
    private final Progress progress;
    private final Consumer<String> says;

    /** @param says hears one line on each thing that went wrong, or is odd */
    public Crawler(CrawlSettings settings, Optional<Browser> browser, Progress progress, Consumer<String> says) {
        this.settings = settings;
        this.browser = browser;
        this.progress = progress;
        this.says = says;
    }

    /**
     * Goes on where an earlier crawl of the folder ended.
     *
     * @throws GpiotException USER where a start is no address of a web page, RESOURCES where not one page could be had
     */
    public CrawlReport crawl(CrawlFolder folder, List<CrawlFolder.Site> sites) {
        Map<String, List<CrawlFolder.Site>> hosts = new LinkedHashMap<>();
        for (CrawlFolder.Site site : sites) {
            hosts.computeIfAbsent(authority(site), each -> new ArrayList<>()).add(site);
        }
        folder.add(sites);
        var tally = new CrawlTally(settings.mostPages());
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(settings.hosts(), hosts.size()));
        try (Fetcher fetcher = new Fetcher(settings)) {
            List<Future<?>> crawls = new ArrayList<>();
            for (List<CrawlFolder.Site> ofOne : hosts.values()) {
                Host host = new Host(fetcher, settings, ofOne.getFirst().address());
                var crawl = new HostCrawl(host, folder, browser, tally, progress, says);
                crawls.add(threads.submit(() -> {
                    crawl.run(ofOne);
                    return null;
                }));
            }
            for (Future<?> crawl : crawls) {
                crawl.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted; the same command goes on", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GpiotException known
                    ? known
                    : GpiotException.internal("crawling failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
        CrawlReport report = tally.report();
        if (report.pages() == 0) {
            throw GpiotException.resources("not one page could be had: the lines above say why");
        }
        return report;
    }

    private static String authority(CrawlFolder.Site site) {
        try {
            String scheme = String.valueOf(site.address().getScheme());
            if (site.address().getRawAuthority() != null && scheme.matches("(?i)https?")) {
                return scheme + "://" + site.address().getRawAuthority();
            }
        } catch (IllegalArgumentException e) {
            // said below, with the value
        }
        throw GpiotException.user(
                "a start must be an address such as https://example.org/docs/, was '" + site.start() + "'");
    }
}
