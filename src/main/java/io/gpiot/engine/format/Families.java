package io.gpiot.engine.format;

import java.nio.file.Path;
import java.util.Set;

/** The model families that the engine runs, and what their sizes must satisfy. */
final class Families {

    static final Set<String> KNOWN = Set.of("llama", "qwen2");
    static final String WAY_OUT = "take one of the catalogue (gpiot models list)";
    static final int MOST_LAYERS = 1_000;
    static final int MOST_HEADS = 4_096;
    static final int MOST_WIDTH = 1 << 20;
    static final int MOST_VOCABULARY = 1 << 22;
    static final int MOST_CONTEXT = 1 << 28;

    private Families() {}

    static void check(Path file, String architecture) {
        if (!KNOWN.contains(architecture)) {
            String known = String.join(", ", KNOWN.stream().sorted().toList());
            throw Broken.unsupported(
                    file, "its architecture is '" + architecture + "' (known: " + known + ")", WAY_OUT);
        }
    }

    static int vocabularySize(Path file, StoredTensor embedding) {
        long rows = embedding.rows();
        if (rows < 1 || rows > MOST_VOCABULARY) {
            throw Broken.file(file, "its embedding has " + rows + " rows");
        }
        return (int) rows;
    }

    static ModelConfig checked(Path file, ModelConfig c) {
        if (c.heads() % c.keyValueHeads() != 0) {
            throw Broken.file(file, c.heads() + " heads cannot share " + c.keyValueHeads() + " key heads");
        }
        if (c.headWidth() < 2 || c.headWidth() % 2 != 0 || c.headWidth() > MOST_WIDTH / c.heads()) {
            throw Broken.file(file, "a head of " + c.headWidth() + " elements is impossible");
        }
        if (!(c.normEpsilon() > 0 && c.normEpsilon() < 1)) {
            throw Broken.file(file, "its norm epsilon must lie between 0 and 1, is " + c.normEpsilon());
        }
        if (!(c.ropeBase() > 1 && Float.isFinite(c.ropeBase()))) {
            throw Broken.file(file, "its rotary base must be above 1, is " + c.ropeBase());
        }
        return c;
    }
}
