package io.gpiot.data.crawl.sphinx;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Json;
import io.gpiot.base.Progress;
import io.gpiot.data.crawl.CrawlFolder;
import io.gpiot.data.crawl.Inventory;
import io.gpiot.data.crawl.Visit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of a crawl say.
 *
 * @param pages read, each text once
 * @param doubles pages that show what another address shows
 */
public record Extraction(List<Reference> references, List<Tutorial> tutorials, int pages, int doubles) {

    private static final String REFERENCES = "references.jsonl";
    private static final String TUTORIALS = "tutorials.jsonl";

    public Extraction {
        references = List.copyOf(references);
        tutorials = List.copyOf(tutorials);
    }

    private record Known(CrawlFolder.Site site, Optional<Inventory> inventory) {

        Source source(Visit visit) {
            String root = inventory
                    .map(each -> commonRoot(each.objects().keySet()).orElse(each.project()))
                    .orElse("");
            String version = inventory.map(Inventory::version).orElse("");
            return new Source(visit.address(), root, version, site.licence(), visit.time());
        }

        private static Optional<String> commonRoot(Collection<String> names) {
            return names.stream()
                    .collect(Collectors.groupingBy(name -> name.split("\\.")[0], TreeMap::new, Collectors.counting()))
                    .entrySet()
                    .stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey);
        }

        /** An inventory names what its site wants to be found; a page may hold more. */
        boolean wants(Reference entry) {
            return inventory.isEmpty() || inventory.get().objects().containsKey(entry.name());
        }

        boolean isHome(Reference entry) {
            return inventory
                    .map(each -> each.objects().get(entry.name()))
                    .filter(item -> item.place()
                            .split("#")[0]
                            .equals(site.place(entry.source().page())))
                    .isPresent();
        }
    }

    private record OfPage(List<Reference> references, Optional<Tutorial> tutorial) {}

    /** Reads all pages of a crawl. */
    public static Extraction of(CrawlFolder folder, Progress progress) {
        List<Known> sites = folder.sites().stream()
                .map(site -> new Known(site, folder.inventoryOf(site).flatMap(Inventory::parse)))
                .sorted(Comparator.comparing(known -> -known.site().start().length()))
                .toList();
        Map<String, Boolean> atHome = new HashMap<>();
        Map<String, Reference> references = new TreeMap<>();
        List<Tutorial> tutorials = new ArrayList<>();
        Set<String> hashes = new HashSet<>();
        List<Visit> pages = folder.visits().stream()
                .filter(visit -> visit.outcome() == Visit.Outcome.PAGE)
                .toList();
        int done = 0;
        int doubles = 0;
        try (Progress.Task task = progress.start("reading pages", pages.size(), "pages")) {
            for (Visit visit : pages) {
                Optional<Known> site = sites.stream()
                        .filter(known -> known.site().holds(visit.address()))
                        .findFirst();
                if (site.isPresent() && hashes.add(visit.hash())) {
                    OfPage read = read(folder.page(visit), visit, site.get());
                    for (Reference entry : read.references()) {
                        if (site.get().wants(entry)
                                && isBetter(entry, references.get(entry.name()), site.get(), atHome)) {
                            references.put(entry.name(), entry);
                            atHome.put(entry.name(), site.get().isHome(entry));
                        }
                    }
                    read.tutorial().ifPresent(tutorials::add);
                } else {
                    doubles++;
                }
                task.at(++done);
            }
        }
        return new Extraction(List.copyOf(references.values()), tutorials, done - doubles, doubles);
    }

    /** Of entries of one name, that on the page which the inventory names counts, else the longest. */
    private static boolean isBetter(Reference entry, @Nullable Reference old, Known site, Map<String, Boolean> atHome) {
        if (old == null) {
            return true;
        }
        return !atHome.getOrDefault(entry.name(), false) && (site.isHome(entry) || length(entry) > length(old));
    }

    private static int length(Reference entry) {
        return entry.summary().length()
                + entry.details().length()
                + 20 * entry.parameters().size();
    }

    private static OfPage read(String html, Visit visit, Known site) {
        Document page = Jsoup.parse(html, visit.address());
        Source source = site.source(visit);
        List<Reference> references = ReferenceReader.read(page, source);
        return new OfPage(references, references.isEmpty() ? TutorialReader.read(page, source) : Optional.empty());
    }

    /** Writes {@value #REFERENCES} and {@value #TUTORIALS} into the crawl's folder. */
    public void write(CrawlFolder folder) {
        Json.writeText(folder.file(REFERENCES), Json.lines(references));
        Json.writeText(folder.file(TUTORIALS), Json.lines(tutorials));
    }

    /** @throws GpiotException USER where the folder has no such files */
    public static Extraction read(CrawlFolder folder) {
        List<Reference> references = Json.readLines(folder.file(REFERENCES), Reference.class);
        List<Tutorial> tutorials = Json.readLines(folder.file(TUTORIALS), Tutorial.class);
        return new Extraction(references, tutorials, 0, 0);
    }
}
