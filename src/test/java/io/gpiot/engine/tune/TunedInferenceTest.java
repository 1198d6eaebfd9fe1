package io.gpiot.engine.tune;

import static io.gpiot.engine.tune.TinyTunable.ROWS;
import static io.gpiot.engine.tune.TinyTunable.pect;
import static io.gpiot.engine.tune.TinyTunable.randomise;
import static io.gpiot.engine.tune.TinyTunable.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.gpiot.base.Progress;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.InferenceWeights;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.decode.EngineSettings;
import io.gpiot.engine.decode.LocalModel;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Streams;
import io.gpiot.engine.model.Tensors;
import io.gpiot.engine.model.Transformer;
import io.gpiot.engine.model.WeightLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine runs what was tuned. */
class TunedInferenceTest {

    @TempDir
    Path folder;

    private Path base;

    @BeforeEach
    void makeBase() {
        base = TinyModels.gguf(folder, "llama", TensorType.F32, 21);
        GradMode.set_enabled(true);
    }

    @AfterEach
    void restore() {
        GradMode.set_enabled(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qwen2", "llama"})
    void untrainedLogitsAreTheEngines(String architecture) {
        base = TinyModels.gguf(folder, architecture, TensorType.F32, 22);
        try (TunableModel model = open(pect(0, .5, .5), ScalarType.Float, false);
                ModelFile file = ModelFiles.open(base);
                Transformer transformer = new Transformer(
                        file.config(),
                        new WeightLoader(file, ScalarType.Float).load(Progress.NONE),
                        512,
                        ScalarType.Float);
                KeyValueCache cache = transformer.newCache();
                PointerScope scope = new PointerScope()) {
            GradMode.set_enabled(false);
            int[] row = ROWS[0];
            cache.reserve(1, row.length);
            float[] tuned = Tensors.toFloats(model.logits(new int[][] {row}, new int[] {1}, new int[] {1}));
            transformer.prefill(cache, 0, 0, Arrays.copyOf(row, row.length - 2));
            float[] engine = Tensors.toFloats(
                    transformer.step(cache, new int[] {row[row.length - 2]}, new int[] {row.length - 2}));
            for (int i = 0; i < engine.length; i++) {
                assertEquals(engine[i], tuned[tuned.length - engine.length + i], 1e-4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void engineGivesTheTunedLogits(boolean plainLora) {
        AdapterSettings settings = plainLora
                ? new AdapterSettings(1, 4, 6, false, 0, EnumSet.allOf(Target.class), .5, .5, false, false, 1)
                : pect(0, .3, .8);
        try (TunableModel model = open(settings, ScalarType.Float, false);
                ModelFile file = ModelFiles.open(base);
                Transformer transformer = new Transformer(
                        file.config(),
                        new WeightLoader(file, ScalarType.Float).load(Progress.NONE),
                        512,
                        ScalarType.Float);
                PointerScope scope = new PointerScope()) {
            randomise(model, 13);
            transformer.use(InferenceWeights.of(model.parameters(), settings, file.config(), ScalarType.Float));
            GradMode.set_enabled(false);
            int[] row = ROWS[0];
            for (int path = 1; path <= settings.paths(); path++) {
                float[] tuned = Tensors.toFloats(model.logits(new int[][] {row}, new int[] {1}, new int[] {path}));
                for (int prefilled : new int[] {0, 9, row.length - 2}) {
                    float[] engine = engineLogits(transformer, row, path, settings.paths(), prefilled);
                    for (int i = 0; i < engine.length; i++) {
                        assertEquals(engine[i], tuned[tuned.length - engine.length + i], 1e-4);
                    }
                }
            }
        }
    }

    /** Logits after the last token but one; what is not prefilled is stepped, the answering path in slot 0. */
    private static float[] engineLogits(Transformer transformer, int[] row, int path, int pathCount, int prefilled) {
        try (KeyValueCache cache = transformer.newCache();
                PointerScope scope = new PointerScope()) {
            int[] paths = pathCount == 2 ? new int[] {path, 3 - path} : new int[] {path};
            Streams streams = new Streams(paths, pathCount == 2 ? new int[] {1, 0} : new int[] {-1}, new int[] {0});
            cache.reserve(paths.length, row.length);
            transformer.prefill(cache, 0, 0, Arrays.copyOf(row, prefilled), paths, null);
            float[] logits = {};
            for (int at = prefilled; at < row.length - 1; at++) {
                int[] tokens = new int[paths.length];
                int[] lengths = new int[paths.length];
                Arrays.fill(tokens, row[at]);
                Arrays.fill(lengths, at);
                logits = Tensors.toFloats(transformer.step(cache, tokens, lengths, streams));
            }
            return logits;
        }
    }

    @Test
    void speakingModelSaysWhatItsAdapterSaysOnceItIsLoaded() {
        AdapterSettings settings = pect(0, .3, .8);
        List<Request> requests = new ArrayList<>();
        for (int path = 0; path <= 2; path++) {
            requests.add(Request.of(List.of(Message.user("what do you say")), Sampling.GREEDY, 12)
                    .withPath(path));
        }
        EngineSettings answering = new EngineSettings(2, 8, 512, 1L << 28, true, folder);
        try (TunableModel model = open(settings, ScalarType.Float, false)) {
            randomise(model, 14);
            List<String> said;
            try (LanguageModel speaking = model.speaking(base, "tiny", answering)) {
                said = texts(speaking, requests);
            }
            step(model, 1, 0.5); // the weights are still there, and what is said changes with the adapter
            AdapterFile.write(folder.resolve("later"), settings, "tiny", model.baseSha256(), model.parameters());
            randomise(model, 14);
            AdapterFile.write(folder.resolve("adapter"), settings, "tiny", model.baseSha256(), model.parameters());
            assertEquals(said, loaded("adapter", model.baseSha256(), answering, requests));
            List<String> later = loaded("later", model.baseSha256(), answering, requests);
            assertEquals(said.getFirst(), later.getFirst());
            assertNotEquals(said, later);
        }
    }

    private List<String> loaded(String adapter, String hash, EngineSettings settings, List<Request> requests) {
        try (LocalModel model = LocalModel.open(base, "tiny", hash, settings, folder.resolve(adapter), Progress.NONE)) {
            return texts(model, requests);
        }
    }

    private static List<String> texts(LanguageModel model, List<Request> requests) {
        return model.generate(requests, AnswerListener.NONE).stream()
                .map(Answer::text)
                .toList();
    }

    private TunableModel open(AdapterSettings settings, ScalarType type, boolean checkpointing) {
        return TinyTunable.open(base, settings, type, checkpointing);
    }
}
