package io.gpiot.knowledge;

/** How passages are ranked. The two single ways are there to be compared with, and to see what each adds. */
public enum Ranking {
    /** BM25 over title, keywords and text. */
    WORDS,
    /** Nearest embedding. */
    VECTORS,
    /** Both lists, fused by reciprocal rank: sum of 1 / (60 + rank). */
    HYBRID
}
