package io.gpiot.data.crawl;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.download.Sha256;
import io.gpiot.synthesis.run.Book;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A crawl on disk: {@code crawl.json} names the sites, {@code pages} holds each page under the hash of its address,
 * {@code visits.jsonl} what became of each address. A page is whole on disk before its visit is written, and a visit is
 * looked up by its address: a kill loses at most the page under way, which is then fetched again.
 */
public final class CrawlFolder {

    private static final String SITES = "crawl.json";

    /**
     * A site.
     *
     * @param start where the crawl began
     * @param licence of its contents, an SPDX name, or {@code unknown}
     */
    public record Site(String start, String licence) {

        URI address() {
            return URI.create(start);
        }

        /** Whether an address lies below the start. */
        public boolean holds(String address) {
            return address.startsWith(Addresses.folder(address()).toString());
        }

        /** A page's place within the site, as inventories write it. */
        public String place(String address) {
            return address.substring(Addresses.folder(address()).toString().length());
        }
    }

    private record Sites(List<Site> sites) {}

    private final Path folder;
    private final Map<String, Site> sites = new LinkedHashMap<>();
    private final Book<Visit> visits;

    /** @throws GpiotException USER where the folder holds something else */
    public CrawlFolder(Path folder) {
        this.folder = folder;
        Path file = folder.resolve(SITES);
        if (Files.exists(file)) {
            Json.readFile(file, Sites.class).sites().forEach(site -> sites.put(site.start(), site));
        } else if (holdsFiles()) {
            throw GpiotException.user(
                    folder + " holds files that are no crawl; name an empty folder or an earlier crawl's");
        }
        this.visits = new Book<>(folder.resolve("visits.jsonl"), Visit.class, Map.of());
    }

    private boolean holdsFiles() {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            // what a kill during the first write leaves
            return inside.anyMatch(path -> !path.getFileName().toString().endsWith(".part"));
        } catch (IOException e) {
            throw GpiotException.resources("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Remembers sites; one that is known gets the new licence. */
    void add(List<Site> more) {
        more.forEach(site -> sites.put(site.start(), site));
        Json.writeFile(folder.resolve(SITES), new Sites(List.copyOf(sites.values())));
    }

    public List<Site> sites() {
        return List.copyOf(sites.values());
    }

    public Optional<Visit> visit(URI address) {
        return visits.find(address.toString());
    }

    /** All that came of all addresses, sorted by address. */
    public List<Visit> visits() {
        return visits.values().stream()
                .sorted(Comparator.comparing(Visit::address))
                .toList();
    }

    void visited(Visit visit) {
        visits.put(visit.address(), visit);
    }

    void savePage(URI address, String html) {
        save(page(address), html.getBytes(StandardCharsets.UTF_8));
    }

    /** The page's text as it was fetched. */
    public String page(Visit visit) {
        return new String(read(page(URI.create(visit.address()))), StandardCharsets.UTF_8);
    }

    void saveInventory(URI site, byte[] bytes) {
        save(inventory(site), bytes);
    }

    /** The site's objects.inv, where it has one. */
    public Optional<byte[]> inventoryOf(Site site) {
        Path file = inventory(site.address());
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** A file of results in this folder. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    private Path page(URI address) {
        String name = Sha256.of(address.toString().getBytes(StandardCharsets.UTF_8));
        return folder.resolve("pages").resolve(name.substring(0, 2)).resolve(name.substring(2, 34) + ".html.gz");
    }

    private Path inventory(URI site) {
        String name = Sha256.of(Addresses.folder(site).toString().getBytes(StandardCharsets.UTF_8));
        return folder.resolve("inventories").resolve(name.substring(0, 16) + ".inv.gz");
    }

    private static void save(Path file, byte[] bytes) {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(part))) {
                out.write(bytes);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static byte[] read(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw GpiotException.resources("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
