package io.gpiot.knowledge;

import io.gpiot.knowledge.Passage.Kind;
import java.util.Locale;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;

/**
 * A passage as it enters the index, and the mapping between our records and Lucene's fields.
 *
 * @param keywords more words to find it by, empty for none
 * @param original the whole card file; empty for what is no card
 * @param vector of unit length
 */
record IndexedPassage(
        String id,
        String title,
        String domain,
        String text,
        String keywords,
        int page,
        String original,
        float[] vector) {

    Document toDocument(Source source) {
        var document = new Document();
        document.add(new StringField("type", "passage", Store.NO));
        document.add(new StringField("source", source.name(), Store.YES));
        document.add(new StringField("id", id, Store.YES));
        document.add(new StringField("kind", source.kind().name(), Store.YES));
        document.add(new StringField("domainKey", domain.toLowerCase(Locale.ROOT), Store.NO));
        document.add(new StoredField("domain", domain));
        document.add(new StoredField("page", page));
        document.add(new TextField("title", title, Store.YES));
        document.add(new TextField("keywords", keywords, Store.NO));
        document.add(new TextField("text", text, Store.YES));
        document.add(new KnnFloatVectorField("vector", vector, VectorSimilarityFunction.DOT_PRODUCT));
        document.add(new StoredField("original", original));
        return document;
    }

    static Passage passage(Document document, double score) {
        return new Passage(
                document.get("id"),
                document.get("title"),
                document.get("domain"),
                document.get("text"),
                document.get("source"),
                number(document, "page"),
                score,
                Kind.valueOf(document.get("kind")));
    }

    /** The document that stands for a whole source; it has neither words nor a vector, so no search finds it. */
    static Document header(Source source) {
        var document = new Document();
        document.add(new StringField("type", "source", Store.NO));
        document.add(new StringField("source", source.name(), Store.YES));
        document.add(new StoredField("sourceTitle", source.title()));
        document.add(new StoredField("sourceKind", source.kind().name()));
        document.add(new StoredField("passages", source.passages()));
        document.add(new StoredField("hash", source.hash()));
        document.add(new StoredField("added", source.added()));
        return document;
    }

    static Source source(Document header) {
        return new Source(
                header.get("source"),
                header.get("sourceTitle"),
                Kind.valueOf(header.get("sourceKind")),
                number(header, "passages"),
                header.get("hash"),
                header.get("added"));
    }

    private static int number(Document document, String field) {
        IndexableField found = document.getField(field);
        Number value = found == null ? null : found.numericValue();
        return value == null ? 0 : value.intValue();
    }
}
