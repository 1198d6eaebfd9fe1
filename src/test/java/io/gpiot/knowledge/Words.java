package io.gpiot.knowledge;

/** Vectors that tell texts apart and mean nothing. */
public final class Words implements Embedder {
    @Override
    public String id() {
        return "words";
    }

    @Override
    public float[] embedPassage(String text) {
        float[] vector = new float[8];
        vector[Math.floorMod(text.hashCode(), vector.length)] = 1;
        return vector;
    }

    @Override
    public float[] embedQuery(String text) {
        return embedPassage(text);
    }

    @Override
    public void close() {}
}
