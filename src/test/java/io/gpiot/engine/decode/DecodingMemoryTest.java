package io.gpiot.engine.decode;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No tensor that a token needs survives it. Counted, not weighed: resident memory goes up and down by tens of megabytes with
 * Java's heap, and what leaks first fills what was freed before.
 */
class DecodingMemoryTest {

    private static final int ROWS = 4;
    private static final int WINDOWS = 5;
    private static final int TOKENS = 6_000;

    /** One tensor that stayed at each step would be 1,500 a window. */
    private static final long OBJECTS = 200;

    @TempDir
    Path folder;

    @Test
    void nothingGrowsOverTensOfThousandsOfTokens() {
        Path file = TinyModels.gguf(folder, "qwen2", TensorType.F32, 11);
        EngineSettings settings = new EngineSettings(1, ROWS, 512, 1L << 28, true, folder);
        try (LocalModel model = LocalModel.open(file, "tiny", "0", settings, Progress.NONE)) {
            write(model, 0);
            // a leak grows in every window; what else lives in this process may grow in some
            long least = Long.MAX_VALUE;
            for (int window = 1; window <= WINDOWS; window++) {
                long before = objects();
                write(model, window);
                least = Math.min(least, objects() - before);
            }
            assertTrue(least < OBJECTS, "grew by " + least + " native objects or more in each " + TOKENS + " tokens");
        }
    }

    /** Prompts of many lengths, drawn and greedy, so that rows enter and leave at different steps. */
    private static void write(LocalModel model, int window) {
        int tokens = 0;
        for (int round = 0; tokens < TOKENS; round++) {
            int seed = 100 * window + round;
            List<Request> requests = IntStream.range(0, 2 * ROWS)
                    .mapToObj(row -> Request.of(
                            List.of(Message.user("question " + (seed + row) + " of it".repeat(row))),
                            Sampling.of(row % 2, 0.95, seed + row),
                            300 + 10 * row))
                    .toList();
            tokens += model.generate(requests, AnswerListener.NONE).stream()
                    .mapToInt(Answer::tokens)
                    .sum();
        }
    }

    private static long objects() {
        System.gc();
        return Pointer.totalCount();
    }
}
