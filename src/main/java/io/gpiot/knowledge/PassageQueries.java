package io.gpiot.knowledge;

import io.gpiot.knowledge.Passage.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.TotalHits.Relation;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/** How a question becomes Lucene queries, and how the two rankings become one. */
final class PassageQueries {

    /** The constant of reciprocal rank fusion; 60 is the value of Cormack et al., SIGIR 2009. */
    private static final int FUSION_CONSTANT = 60;

    private static final TopDocs NO_HITS = new TopDocs(new TotalHits(0, Relation.EQUAL_TO), new ScoreDoc[0]);

    /** Each ranking looks this deep before they are fused. */
    private static final int DEPTH = 50;

    /** More words than this say nothing new, and Lucene takes at most 1,024 clauses. */
    private static final int MAXIMUM_WORDS = 200;

    private PassageQueries() {}

    static ScoreDoc[] rank(
            IndexSearcher searcher,
            Analyzer analyzer,
            String text,
            float @Nullable [] vector,
            int count,
            Query allowed,
            Ranking ranking)
            throws IOException {
        int depth = Math.max(DEPTH, count);
        return switch (ranking) {
            case WORDS -> words(searcher, analyzer, text, count, allowed).scoreDocs;
            case VECTORS -> vectors(searcher, needed(vector), count, allowed).scoreDocs;
            case HYBRID ->
                TopDocs.rrf(count, FUSION_CONSTANT, new TopDocs[] {
                            words(searcher, analyzer, text, depth, allowed),
                            vectors(searcher, needed(vector), depth, allowed)
                        })
                        .scoreDocs;
        };
    }

    static Query allowed(Filter filter) {
        var query = new BooleanQuery.Builder().add(new TermQuery(new Term("type", "passage")), Occur.FILTER);
        if (filter.kinds().size() < Kind.values().length) {
            var kinds = new BooleanQuery.Builder();
            filter.kinds().forEach(kind -> kinds.add(new TermQuery(new Term("kind", kind.name())), Occur.SHOULD));
            query.add(kinds.build(), Occur.FILTER);
        }
        if (!filter.domain().isEmpty()) {
            String domain = filter.domain().toLowerCase(Locale.ROOT);
            query.add(new TermQuery(new Term("domainKey", domain)), Occur.FILTER);
        }
        return query.build();
    }

    private static TopDocs words(IndexSearcher searcher, Analyzer analyzer, String text, int count, Query allowed)
            throws IOException {
        var builder = new QueryBuilder(analyzer);
        String cut =
                Arrays.stream(text.strip().split("\\s+")).limit(MAXIMUM_WORDS).collect(Collectors.joining(" "));
        var any = new BooleanQuery.Builder().add(allowed, Occur.FILTER).setMinimumNumberShouldMatch(1);
        boolean empty = true;
        for (String field : new String[] {"title", "keywords", "text"}) {
            Query query = builder.createBooleanQuery(field, cut);
            if (query != null) {
                any.add(new BoostQuery(query, field.equals("text") ? 1 : 2), Occur.SHOULD);
                empty = false;
            }
        }
        // a question of stop words only finds nothing by its words
        return empty ? NO_HITS : sharded(searcher.search(any.build(), count));
    }

    private static TopDocs vectors(IndexSearcher searcher, float[] vector, int count, Query allowed)
            throws IOException {
        return sharded(searcher.search(new KnnFloatVectorQuery("vector", vector, count, allowed), count));
    }

    /** Fusion tells documents apart by shard and number, and refuses hits whose shard was never set. */
    private static TopDocs sharded(TopDocs hits) {
        for (ScoreDoc hit : hits.scoreDocs) {
            hit.shardIndex = 0;
        }
        return hits;
    }

    private static float[] needed(float @Nullable [] vector) {
        if (vector == null) {
            throw new IllegalArgumentException("this ranking needs the question's vector");
        }
        return vector;
    }
}
