package io.gpiot.knowledge;

import java.util.Locale;

/** A deterministic stand-in: each word sets one of 64 dimensions, so texts that share words are near. */
final class HashingEmbedder implements Embedder {

    int embedded;

    @Override
    public String id() {
        return "hashing";
    }

    @Override
    public float[] embedPassage(String text) {
        embedded++;
        return embed(text);
    }

    @Override
    public float[] embedQuery(String text) {
        return embed(text);
    }

    private static float[] embed(String text) {
        var vector = new float[64];
        // never the zero vector, which has no direction
        vector[0] = 0.1f;
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            vector[Math.floorMod(word.hashCode() * 31, 64)] += 1;
        }
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    @Override
    public void close() {}
}
