package io.gpiot.knowledge;

import io.gpiot.base.GpiotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Passages on disk, words and vectors side by side in one Lucene index. A source's passages enter and leave together,
 * each change is committed before the call returns, and readers never wait for a writer; a second writer waits up to a
 * minute for the first. Safe for use by many threads and processes.
 */
final class PassageIndex implements AutoCloseable {

    private static final int LOCK_SECONDS = 60;

    /** Lucene tells every start on standard error which vector instructions it found; held, or the level is lost. */
    private static final Logger QUIET = Logger.getLogger("org.apache.lucene.internal.vectorization");

    static {
        QUIET.setLevel(Level.SEVERE);
    }

    private final Path folder;
    private final Directory directory;
    private final EnglishAnalyzer analyzer = new EnglishAnalyzer();
    private final SearcherManager searchers;

    PassageIndex(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            this.directory = FSDirectory.open(folder);
            if (!DirectoryReader.indexExists(directory)) {
                write(writer -> {});
            }
            this.searchers = new SearcherManager(directory, null);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** Puts a source in, in place of what it had before. */
    void put(Source source, List<IndexedPassage> passages) {
        var documents = new ArrayList<Document>();
        documents.add(IndexedPassage.header(source));
        passages.forEach(passage -> documents.add(passage.toDocument(source)));
        write(writer -> writer.updateDocuments(new Term("source", source.name()), documents));
    }

    void remove(String source) {
        write(writer -> writer.deleteDocuments(new Term("source", source)));
    }

    /** All sources, in the order of their names. */
    List<Source> sources() {
        return headers(new TermQuery(new Term("type", "source")));
    }

    Optional<Source> source(String name) {
        return headers(new BooleanQuery.Builder()
                        .add(new TermQuery(new Term("type", "source")), Occur.FILTER)
                        .add(new TermQuery(new Term("source", name)), Occur.FILTER)
                        .build())
                .stream()
                .findFirst();
    }

    /**
     * @param text the question's words
     * @param vector the question's embedding, null for {@link Ranking#WORDS}
     */
    List<Passage> search(String text, float @Nullable [] vector, int count, Filter filter, Ranking ranking) {
        return search(searcher -> {
            var passages = new ArrayList<Passage>();
            Query allowed = PassageQueries.allowed(filter);
            for (ScoreDoc hit : PassageQueries.rank(searcher, analyzer, text, vector, count, allowed, ranking)) {
                passages.add(IndexedPassage.passage(searcher.storedFields().document(hit.doc), hit.score));
            }
            return passages;
        });
    }

    /** The domains of all cards. */
    SortedSet<String> domains() {
        return search(searcher -> {
            var domains = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            Query cards = PassageQueries.allowed(Filter.CARDS);
            for (ScoreDoc hit : searcher.search(cards, Integer.MAX_VALUE).scoreDocs) {
                domains.add(IndexedPassage.passage(searcher.storedFields().document(hit.doc), hit.score)
                        .domain());
            }
            return domains;
        });
    }

    /** The card file behind a card's passage; empty for any other. */
    String original(Passage passage) {
        Query same = new BooleanQuery.Builder()
                .add(new TermQuery(new Term("id", passage.id())), Occur.FILTER)
                .add(new TermQuery(new Term("source", passage.source())), Occur.FILTER)
                .build();
        return search(searcher -> {
            var found = searcher.search(same, 1).scoreDocs;
            return found.length == 0
                    ? ""
                    : searcher.storedFields().document(found[0].doc).get("original");
        });
    }

    @Override
    public void close() {
        try {
            searchers.close();
            directory.close();
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private List<Source> headers(Query query) {
        return search(searcher -> {
            var sources = new ArrayList<Source>();
            for (ScoreDoc hit : searcher.search(query, Integer.MAX_VALUE).scoreDocs) {
                sources.add(IndexedPassage.source(searcher.storedFields().document(hit.doc)));
            }
            sources.sort(Comparator.comparing(Source::name));
            return sources;
        });
    }

    private interface Change {
        void apply(IndexWriter writer) throws IOException;
    }

    private interface Question<T> {
        T ask(IndexSearcher searcher) throws IOException;
    }

    private void write(Change change) {
        for (int second = 0; ; second++) {
            try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer).setRAMBufferSizeMB(16))) {
                change.apply(writer);
                writer.commit();
                return;
            } catch (LockObtainFailedException e) {
                if (second >= LOCK_SECONDS) {
                    throw GpiotException.resources(
                            "another gpiot has been writing to " + folder + " for " + second + " s: wait or stop it",
                            e);
                }
                pause();
            } catch (IOException e) {
                throw trouble(e);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("interrupted while another gpiot was writing to the knowledge index", e);
        }
    }

    private <T> T search(Question<T> question) {
        try {
            searchers.maybeRefreshBlocking();
            IndexSearcher searcher = searchers.acquire();
            try {
                return question.ask(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private GpiotException trouble(IOException e) {
        boolean damaged = e instanceof CorruptIndexException
                || e instanceof IndexFormatTooOldException
                || e instanceof IndexFormatTooNewException
                || e instanceof IndexNotFoundException
                || e instanceof java.nio.file.NoSuchFileException;
        return GpiotException.resources(
                damaged
                        ? "the knowledge index is damaged: delete " + folder + " and add your documents again"
                        : "cannot use the knowledge index in " + folder + ": " + e.getMessage(),
                e);
    }
}
