package io.gpiot.knowledge;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.knowledge.Passage.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The door to what is known: expert cards, which are always there, and what the user added. Opening brings the built-in
 * cards up to date, which takes a second the first time. The embedding model is loaded by the first question or
 * document and given back by {@link #releaseModel}.
 */
public final class Knowledge implements AutoCloseable {

    /** The source of the cards that come with GPIoT. */
    public static final String BUILT_IN = "built-in cards";

    private final PassageIndex index;
    private final Embedder embedder;

    private Knowledge(PassageIndex index, Embedder embedder) {
        this.index = index;
        this.embedder = embedder;
    }

    /** Opens or creates the index of this home. */
    public static Knowledge open(Home home, Progress progress) {
        return open(home.knowledge(), new BgeEmbedder(), progress);
    }

    /** @param folder holds one index an embedder, since their vectors must not meet */
    public static Knowledge open(Path folder, Embedder embedder, Progress progress) {
        return open(folder, embedder, BuiltInCards.texts(), progress);
    }

    /** @param builtIn card files by name */
    static Knowledge open(Path folder, Embedder embedder, Map<String, String> builtIn, Progress progress) {
        var knowledge = new Knowledge(new PassageIndex(folder.resolve("index-1-" + embedder.id())), embedder);
        knowledge.updateBuiltIn(builtIn, progress);
        return knowledge;
    }

    /** The best {@code count} passages, best first, ranked by words and vectors together. */
    public List<Passage> search(String query, int count, Filter filter) {
        return search(query, count, filter, Ranking.HYBRID);
    }

    /** @throws GpiotException USER where the query is blank or the count is not above 0 */
    public List<Passage> search(String query, int count, Filter filter, Ranking ranking) {
        if (query.isBlank()) {
            throw GpiotException.user("the query is empty: say what you look for");
        }
        if (count < 1) {
            throw GpiotException.user("count must be above 0, was " + count);
        }
        float[] vector = ranking == Ranking.WORDS ? null : embedder.embedQuery(query);
        return index.search(query, vector, count, filter, ranking);
    }

    /** The best {@code count} cards for a prompt: see {@link Card#toPrompt}. */
    public List<Card> cards(String query, int count) {
        return search(query, count, Filter.CARDS).stream()
                .map(passage -> Card.parse(passage.id(), index.original(passage)))
                .toList();
    }

    /**
     * Adds a document, or all documents under a folder. What is in the index with the same bytes is left as it is,
     * what changed is replaced; each file is safe once it is done, so a killed run goes on where it stopped.
     *
     * @return one outcome a file, in the order of the paths
     * @throws GpiotException USER where nothing is there to be added
     */
    public List<FileOutcome> add(Path path, Progress progress) {
        return new DocumentAdder(index, embedder).add(path, progress);
    }

    /** The domains of all cards, as the cards spell them. */
    public SortedSet<String> domains() {
        return index.domains();
    }

    /** What is in the index, in the order of the names. */
    public List<Source> list() {
        return index.sources();
    }

    /**
     * Takes a document, or all documents under a folder, out of the index; the files themselves stay.
     *
     * @param name a source's name as listed, or a path
     * @return the names of what was removed
     * @throws GpiotException USER where nothing of that name is in the index
     */
    public List<String> remove(String name) {
        if (name.equals(BUILT_IN)) {
            throw GpiotException.user("the built-in cards cannot be removed: they come with every start");
        }
        Path path = DocumentAdder.canonical(Path.of(name));
        var removed = new ArrayList<String>();
        for (Source source : index.sources()) {
            boolean under = !source.name().equals(BUILT_IN)
                    && (source.name().equals(name) || Path.of(source.name()).startsWith(path));
            if (under) {
                index.remove(source.name());
                removed.add(source.name());
            }
        }
        if (removed.isEmpty()) {
            throw GpiotException.user(name + " is not in the index: gpiot knowledge list shows what is");
        }
        return removed;
    }

    /** Gives the embedding model's memory back until the next question. */
    public void releaseModel() {
        embedder.close();
    }

    @Override
    public void close() {
        embedder.close();
        index.close();
    }

    private void updateBuiltIn(Map<String, String> texts, Progress progress) {
        String hash = Hashes.ofTexts(texts);
        boolean current = index.source(BUILT_IN)
                .filter(source -> source.hash().equals(hash))
                .isPresent();
        if (current) {
            return;
        }
        var passages = new ArrayList<IndexedPassage>();
        try (Progress.Task task = progress.start("Indexing the expert cards", texts.size(), "cards")) {
            texts.forEach((name, text) -> {
                passages.add(Cards.indexed(Card.parse(name, text), text, embedder));
                task.at(passages.size());
            });
        }
        String now = Instant.now().toString();
        index.put(new Source(BUILT_IN, "Expert cards of GPIoT", Kind.CARD, passages.size(), hash, now), passages);
    }
}
