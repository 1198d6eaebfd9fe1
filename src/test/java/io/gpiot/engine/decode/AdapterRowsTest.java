package io.gpiot.engine.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
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
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows on an adapter's paths beside rows of the base. */
class AdapterRowsTest {

    private static final Set<Target> ATTENTION = EnumSet.of(Target.QUERY, Target.KEY, Target.VALUE);

    @TempDir
    Path folder;

    private Path base;
    private String hash;
    private Path adapter;

    @BeforeEach
    void make() {
        base = TinyModels.gguf(folder, "qwen2", TensorType.F32, 11);
        hash = Sha256.of(base, Progress.NONE);
        adapter = folder.resolve("adapter");
        write(new AdapterSettings(2, 4, 4, true, 0, ATTENTION, .3, .6, true, true, 6), hash);
    }

    private void write(AdapterSettings settings, String baseHash) {
        AdapterFile.write(adapter, settings, "tiny", baseHash, TinyAdapters.random(settings, base, 3));
    }

    private LocalModel open(int rows) {
        return LocalModel.open(
                base, "tiny", hash, new EngineSettings(2, rows, 1500, 1L << 28, true, folder), adapter, Progress.NONE);
    }

    @Test
    void rowsOfMixedPathsGiveWhatEachAloneGives() {
        List<Request> requests = mixed(12);
        try (LocalModel model = open(5)) {
            List<Answer> together = model.generate(requests, AnswerListener.NONE);
            for (int i = 0; i < requests.size(); i++) {
                try (LocalModel fresh = open(1)) {
                    assertEquals(
                            fresh.generate(requests.get(i)).text(),
                            together.get(i).text(),
                            "request " + i);
                }
            }
        }
    }

    @Test
    void pathsDifferAndTheBaseIsUntouched() {
        Request request = request("what do you say", 0, 20);
        try (LocalModel model = open(4);
                LocalModel plain = LocalModel.open(
                        base, "tiny", hash, new EngineSettings(2, 4, 512, 1L << 28, true, folder), Progress.NONE)) {
            List<Answer> answers =
                    model.generate(List.of(request, request.withPath(1), request.withPath(2)), AnswerListener.NONE);
            Set<String> texts = answers.stream().map(Answer::text).collect(Collectors.toSet());
            assertEquals(3, texts.size());
            String alone = plain.generate(request).text();
            assertEquals(alone, answers.get(0).text());
            assertEquals(alone, plain.generate(request.withPath(2)).text());
            assertEquals("", plain.adapter());
            assertEquals(plain.answering(0), plain.answering(2));
            assertEquals(plain.answering(0), model.answering(0));
            assertEquals(
                    3,
                    Set.of(model.answering(0), model.answering(1), model.answering(2))
                            .size());
            assertTrue(model.answering(1)
                    .contains(Sha256.of(adapter.resolve("adapter_model.safetensors"), Progress.NONE)));
        }
    }

    @Test
    void prefixIsSharedWithinAPathAndByCoupledRowsWithTheOther() {
        Request request = request("the same question for all of us", 1, 6);
        try (LocalModel model = open(4)) {
            int prompt = model.generate(request).promptTokens();
            Answer first = model.generate(request.withPath(1));
            assertEquals(0, first.cachedTokens());
            assertEquals(prompt - 1, model.generate(request.withPath(1)).cachedTokens());
            // a coupled row computes both paths, whichever answers
            Answer second = model.generate(request.withPath(2));
            assertEquals(prompt - 1, second.cachedTokens());
            assertEquals(prompt - 1, model.generate(request.withPath(1)).cachedTokens());
            try (LocalModel fresh = open(1)) {
                assertEquals(fresh.generate(request.withPath(2)).text(), second.text());
            }
        }
    }

    @Test
    void uncoupledPathsKeepTheirPrefixesApart() {
        write(new AdapterSettings(2, 4, 4, true, 0, ATTENTION, .3, .6, true, false, 6), hash);
        Request request = request("the same question for all of us", 1, 6);
        try (LocalModel model = open(4)) {
            model.generate(request.withPath(1));
            assertEquals(0, model.generate(request.withPath(2)).cachedTokens());
        }
    }

    @Test
    void plainLoraOnEveryMatrixServesBothPaths() {
        write(new AdapterSettings(1, 4, 4, true, 0, EnumSet.allOf(Target.class), .5, .5, false, false, 1), hash);
        Request request = request("what do you say", 0, 20);
        try (LocalModel model = open(4)) {
            List<Answer> answers =
                    model.generate(List.of(request, request.withPath(1), request.withPath(2)), AnswerListener.NONE);
            assertNotEquals(answers.get(0).text(), answers.get(1).text());
            assertEquals(answers.get(1).text(), answers.get(2).text());
        }
    }

    @Test
    void promptThatEntersInPiecesStaysWholeWhileOthersEnd() {
        // longer than a prefill chunk, so that rows decode, and end, between its pieces
        Request lengthy = request("a long story ".repeat(90), 0, 12);
        for (int path = 0; path <= 2; path++) {
            String alone;
            try (LocalModel fresh = open(1)) {
                alone = fresh.generate(lengthy.withPath(path)).text();
            }
            for (int tokens = 1; tokens <= 3; tokens++) {
                List<Request> requests = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    requests.add(request("short " + i, 0, i == 1 ? tokens : 30).withPath((i + path) % 3));
                }
                requests.add(lengthy.withPath(path));
                try (LocalModel model = open(8)) {
                    assertEquals(
                            alone,
                            model.generate(requests, AnswerListener.NONE).get(3).text());
                }
            }
        }
    }

    @Test
    void adapterOfAnotherBaseIsRefused() {
        write(new AdapterSettings(1, 4, 4, true, 0, ATTENTION, .5, .5, false, false, 1), "0123");
        GpiotException refused = assertThrows(GpiotException.class, () -> open(1));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(refused.getMessage().contains("was tuned on the base with SHA-256 0123"), refused.getMessage());
    }

    private static List<Request> mixed(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String text = "question number " + i / 2 + " of a kind".repeat(i % 4);
            requests.add(request(text, i, 10 + 7 * (i % 3)).withPath(i % 3));
        }
        return requests;
    }

    private static Request request(String text, long seed, int tokens) {
        return Request.of(List.of(Message.user(text)), Sampling.of(seed % 2 == 0 ? 0 : 0.9, 0.95, seed), tokens);
    }
}
