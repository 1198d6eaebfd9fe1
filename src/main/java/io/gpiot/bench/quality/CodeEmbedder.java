package io.gpiot.bench.quality;

/** Maps a program to a vector of unit length: near programs, large dot products. */
public interface CodeEmbedder {

    /** Names the model: figures of different ones are not comparable. */
    String id();

    /** @param code not blank; what exceeds the model's window does not count */
    float[] embed(String code);
}
