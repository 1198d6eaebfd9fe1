package io.gpiot.engine.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.base.download.Sha256;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.adapter.AdapterFile;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.adapter.TinyAdapters;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.model.KeyValueCache;
import io.gpiot.engine.model.Transformer;
import io.gpiot.engine.model.WeightLoader;
import io.gpiot.engine.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that ask with the same prompt read it from one place. */
class SharedPromptsTest {

    @TempDir
    Path folder;

    private Path base;

    @BeforeEach
    void make() {
        base = TinyModels.gguf(folder, "qwen2", TensorType.F32, 11);
        GradMode.set_enabled(false);
    }

    @AfterEach
    void asItWas() {
        GradMode.set_enabled(true);
    }

    @Test
    void rowsOfSomePromptsGiveWhatEachAloneGives() {
        List<Request> requests = mixed(new int[] {0});
        try (LocalModel model = LocalModel.open(base, "tiny", "0", settings(7, 1L << 28), Progress.NONE)) {
            assertAsAlone(requests, model.generate(requests, AnswerListener.NONE), null);
        }
    }

    @Test
    void theSameOnCoupledPaths() {
        Path adapter = folder.resolve("adapter");
        String hash = Sha256.of(base, Progress.NONE);
        var coupled =
                new AdapterSettings(2, 4, 4, true, 0, EnumSet.of(Target.QUERY, Target.KEY), .3, .6, true, true, 6);
        AdapterFile.write(adapter, coupled, "tiny", hash, TinyAdapters.random(coupled, base, 3));
        List<Request> requests = mixed(new int[] {0, 1, 2});
        try (LocalModel model = LocalModel.open(base, "tiny", hash, settings(9, 1L << 28), adapter, Progress.NONE)) {
            assertAsAlone(requests, model.generate(requests, AnswerListener.NONE), adapter);
        }
    }

    @Test
    void rowsThatOutgrowTheRoomGiveWayAndComeBackAsTheyWere() {
        List<Request> requests = new ArrayList<>();
        List<Answer> alone = new ArrayList<>();
        try (LocalModel model = LocalModel.open(base, "tiny", "0", settings(1, 1L << 28), Progress.NONE)) {
            for (int seed = 0; requests.size() < 6; seed++) {
                String text = requests.size() % 2 == 0 ? "one question of many words" : "another one";
                Request request = request(text, seed, 300);
                Answer answer = model.generate(request);
                if (answer.tokens() > 260) { // most answers of random weights end before
                    requests.add(request);
                    alone.add(answer);
                }
            }
        }
        try (ModelFile file = ModelFiles.open(base);
                Transformer transformer = new Transformer(
                        file.config(),
                        new WeightLoader(file, ScalarType.Float).load(Progress.NONE),
                        512,
                        ScalarType.Float)) {
            long one;
            try (KeyValueCache cache = transformer.newCache()) {
                one = cache.bytes(1, 256);
            }
            // six rows of 256 tokens and two prompts, or three of 512
            long room = 8 * one;
            Batch batch = new Batch(transformer, settings(6, room));
            List<Row> rows = rows(requests, file, 512);
            rows.forEach(batch::add);
            int most = 0;
            int cameBack = 0;
            while (!batch.idle()) {
                int before = batch.waiting();
                batch.advance();
                cameBack += batch.waiting() > before ? 1 : 0;
                most = Math.max(most, batch.active());
                assertTrue(batch.bytes() <= room, batch.bytes() + " of " + room);
            }
            batch.close();
            assertEquals(6, most);
            assertTrue(cameBack > 0, "no row had to wait again");
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(
                        alone.get(i),
                        withCached(rows.get(i).future.join(), alone.get(i).cachedTokens()),
                        "row " + i);
            }
        }
    }

    private static List<Row> rows(List<Request> requests, ModelFile file, int context) {
        Tokenizer tokenizer = Tokenizer.of(file.tokenizer());
        List<Row> rows = new ArrayList<>();
        for (Request request : requests) {
            int[] prompt = tokenizer.encodeChat(request.messages(), request.prefill());
            rows.add(new Row(request, rows.size(), prompt, new int[] {0}, context, tokenizer, AnswerListener.NONE));
        }
        return rows;
    }

    private static Answer withCached(Answer answer, int cached) {
        return new Answer(
                answer.text(), answer.finish(), answer.promptTokens(), cached, answer.tokens(), answer.guarded());
    }

    /** Three prompts several times, and some that nobody else has. */
    private static List<Request> mixed(int[] paths) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String text = i % 5 == 4 ? "only mine, number " + i : "question " + "of a kind ".repeat(i % 3);
            requests.add(request(text, i, 10 + 9 * (i % 4)).withPath(paths[i % paths.length]));
        }
        return requests;
    }

    private void assertAsAlone(List<Request> requests, List<Answer> together, @Nullable Path adapter) {
        List<Answer> alone = alone(requests, adapter);
        for (int i = 0; i < requests.size(); i++) {
            assertEquals(alone.get(i).text(), together.get(i).text(), "request " + i);
        }
        long cached = together.stream().mapToInt(Answer::cachedTokens).sum();
        assertTrue(cached > 0, "nothing was shared");
    }

    private List<Answer> alone(List<Request> requests, @Nullable Path adapter) {
        List<Answer> answers = new ArrayList<>();
        String hash = adapter == null ? "0" : Sha256.of(base, Progress.NONE);
        for (Request request : requests) {
            try (LocalModel fresh =
                    LocalModel.open(base, "tiny", hash, settings(1, 1L << 28), adapter, Progress.NONE)) {
                answers.add(fresh.generate(request));
            }
        }
        return answers;
    }

    private EngineSettings settings(int rows, long cacheBytes) {
        return new EngineSettings(2, rows, 512, cacheBytes, true, folder);
    }

    private static Request request(String text, long seed, int tokens) {
        return Request.of(List.of(Message.user(text)), Sampling.of(seed % 3 == 0 ? 0 : 0.9, 0.95, seed), tokens);
    }
}
