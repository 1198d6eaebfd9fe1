package io.gpiot.data.crawl;

import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sites of one host, breadth first: the start and what the inventory names, then what those pages link to, and so on. The order
 * follows from the pages alone, so a second run takes the same way and stops at nothing that the journal knows.
 */
final class HostCrawl {

    private static final int FAILURES_IN_A_ROW = 5;

    private final Host host;
    private final CrawlFolder folder;
    private final Optional<Browser> browser;
    private final CrawlTally tally;
    private final Progress progress;
    private final Consumer<String> says;
    private boolean opened;
    private boolean toldOfBrowser;
    private int failures;

    HostCrawl(
            Host host,
            CrawlFolder folder,
            Optional<Browser> browser,
            CrawlTally tally,
            Progress progress,
            Consumer<String> says) {
        this.host = host;
        this.folder = folder;
        this.browser = browser;
        this.tally = tally;
        this.progress = progress;
        this.says = says;
    }

    void run(List<CrawlFolder.Site> sites) throws InterruptedException {
        for (CrawlFolder.Site site : sites) {
            crawl(site);
        }
    }

    private void crawl(CrawlFolder.Site site) throws InterruptedException {
        URI start = site.address();
        URI bounds = Addresses.folder(start);
        Set<URI> seen = new LinkedHashSet<>();
        Addresses.page(start, start.toString(), bounds).ifPresent(seen::add);
        if (folder.inventoryOf(site).isEmpty() && !open(start)) {
            return;
        }
        inventory(site).ifPresent(inventory -> seen.addAll(PageReader.pages(inventory.places(), start)));
        List<URI> level = List.copyOf(seen);
        int forbidden = 0;
        String firstForbidden = "";
        for (int depth = 0; !level.isEmpty(); depth++) {
            List<URI> next = new ArrayList<>();
            String label = "crawling " + bounds + (depth == 0 ? "" : ", " + depth + " links away");
            try (Progress.Task task = progress.start(label, level.size(), "pages")) {
                for (int at = 0; at < level.size(); at++) {
                    if (tally.full()) {
                        return;
                    }
                    URI address = level.get(at);
                    Optional<Visit> known = folder.visit(address);
                    if (known.isEmpty() && !open(start)) {
                        return;
                    }
                    if (known.isEmpty() && !host.allows(address)) {
                        firstForbidden = forbidden++ == 0 ? address.toString() : firstForbidden;
                        tally.refuse("robots.txt forbids it");
                        continue;
                    }
                    Visit visit = known.isPresent() ? known.get() : visit(address, bounds);
                    if (visit == null && failures >= FAILURES_IN_A_ROW) {
                        says.accept(bounds + ": " + failures + " failures in a row; " + (level.size() - at)
                                + " addresses and what they link to are left: the same command goes on later");
                        tally.leave(level.size() - at - 1);
                        return;
                    }
                    if (visit != null) {
                        tally.count(visit, known.isEmpty());
                        visit.links().stream()
                                .map(URI::create)
                                .filter(seen::add)
                                .forEach(next::add);
                    }
                    task.at(at + 1);
                }
            }
            level = next;
        }
        if (forbidden > 0) {
            says.accept(bounds + ": robots.txt forbids " + forbidden + " addresses, the first " + firstForbidden);
        }
    }

    /** Reads robots.txt before the first request; says so where the host does not answer. */
    private boolean open(URI start) throws InterruptedException {
        if (opened) {
            return true;
        }
        Fetched problem = host.open();
        String why = switch (problem) {
            case null -> "";
            case Fetched.Later later -> "robots.txt cannot be read now: " + later.why();
            case Fetched.Dead dead -> dead.why();
            default -> "no answer";
        };
        opened = problem == null;
        if (!opened) {
            says.accept(start.resolve("/") + ": " + why + ", nothing of it is crawled; the same command tries again");
            tally.leave(1);
        }
        return opened;
    }

    private Optional<Inventory> inventory(CrawlFolder.Site site) throws InterruptedException {
        URI place = Addresses.folder(site.address()).resolve("objects.inv");
        Optional<byte[]> known = folder.inventoryOf(site);
        if (known.isEmpty()
                && host.allows(place)
                && host.get(place, false) instanceof Fetched.Body body
                && Inventory.parse(body.bytes()).isPresent()) {
            folder.saveInventory(site.address(), body.bytes());
            known = Optional.of(body.bytes());
        }
        if (known.isEmpty()) {
            says.accept(place + " is no inventory: pages are found by their links alone");
        }
        return known.flatMap(Inventory::parse);
    }

    /** Null where it may work later. */
    private @Nullable Visit visit(URI address, URI bounds) throws InterruptedException {
        Visit visit = switch (host.get(address, true)) {
            case Fetched.Body body -> page(address, bounds, body);
            case Fetched.Moved moved -> moved(address, moved.to(), bounds);
            case Fetched.Refused refused -> refused(address, refused.why());
            case Fetched.Later later -> left(address, later.why());
            case Fetched.Dead dead -> left(address, dead.why());
        };
        if (visit != null) {
            failures = 0;
            folder.visited(visit);
        }
        return visit;
    }

    private Visit page(URI address, URI bounds, Fetched.Body body) throws InterruptedException {
        if (!PageReader.isText(body.bytes())) {
            return refused(address, "its bytes are no text");
        }
        PageDecoder.Decoded decoded = PageDecoder.decode(body.bytes(), body.contentType());
        String html = decoded.text();
        PageReader.Look look = PageReader.look(address, html, bounds);
        String note = decoded.note().isEmpty() ? look.note() : decoded.note();
        if (look.scripted()) {
            Optional<String> rendered = rendered(address);
            if (rendered.isPresent()) {
                html = rendered.get();
                look = PageReader.look(address, html, bounds);
                note = "was written by its scripts in "
                        + browser.map(Browser::name).orElse("a browser");
            }
        }
        if (!note.isEmpty()) {
            says.accept(address + " " + note);
        }
        folder.savePage(address, html);
        String hash = Sha256.of(html.getBytes(StandardCharsets.UTF_8));
        return new Visit(address.toString(), Visit.Outcome.PAGE, hash, note, look.links(), now());
    }

    private Optional<String> rendered(URI address) throws InterruptedException {
        if (browser.isEmpty() && !toldOfBrowser) {
            toldOfBrowser = true;
            says.accept(address
                    + " needs JavaScript: install chromium to have such pages read, this site's are read as they are");
        }
        return browser.isEmpty() ? Optional.empty() : browser.get().render(address);
    }

    private Visit moved(URI address, URI to, URI bounds) {
        List<String> links = Addresses.page(address, to.toString(), bounds)
                .map(URI::toString)
                .map(List::of)
                .orElse(List.of());
        if (links.isEmpty()) {
            return refused(address, "moved out of the site");
        }
        return new Visit(address.toString(), Visit.Outcome.MOVED, "", to.toString(), links, now());
    }

    private Visit refused(URI address, String why) {
        says.accept(address + " " + why + ": skipped");
        return new Visit(address.toString(), Visit.Outcome.REFUSED, "", why, List.of(), now());
    }

    private @Nullable Visit left(URI address, String why) {
        failures++;
        tally.leave(1);
        says.accept(address + ": " + why + "; the same command tries it again");
        return null;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
