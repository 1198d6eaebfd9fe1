package io.gpiot.engine.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.engine.Answer;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.format.TensorType;
import io.gpiot.engine.format.TinyModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalModelTest {

    @TempDir
    Path folder;

    private LocalModel model;

    @BeforeEach
    void load() {
        model = open(4);
    }

    private LocalModel open(int rows) {
        Path file = TinyModels.gguf(folder, "qwen2", TensorType.F32, 11);
        return LocalModel.open(
                file, "tiny", "0", new EngineSettings(2, rows, 512, 1L << 28, true, folder), Progress.NONE);
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void batchGivesWhatEachRequestAloneGives() {
        List<Request> requests = varied(11);
        List<Answer> together = model.generate(requests, AnswerListener.NONE);
        for (int i = 0; i < requests.size(); i++) {
            try (LocalModel fresh = open(1)) {
                Answer alone = fresh.generate(requests.get(i));
                assertEquals(alone.text(), together.get(i).text(), "request " + i);
                assertEquals(alone.finish(), together.get(i).finish());
            }
        }
    }

    @Test
    void siblingsShareTheirPromptPrefix() {
        Request request = request("the same question for all of us", 1, 8);
        List<Answer> answers = model.generate(List.of(request, request, request), AnswerListener.NONE);
        assertEquals(0, answers.get(0).cachedTokens());
        assertEquals(answers.get(0).promptTokens() - 1, answers.get(1).cachedTokens());
        assertEquals(answers.get(0).text(), answers.get(2).text());
        assertEquals(answers.get(0).promptTokens() - 1, model.generate(request).cachedTokens());
    }

    @Test
    void pieceByPieceTextEqualsTheAnswer() {
        List<Request> requests = varied(5);
        List<StringBuilder> heard = new ArrayList<>();
        requests.forEach(request -> heard.add(new StringBuilder()));
        List<Answer> answers = model.generate(requests, new AnswerListener() {
            @Override
            public void text(int index, String piece) {
                heard.get(index).append(piece);
            }
        });
        for (int i = 0; i < answers.size(); i++) {
            assertEquals(answers.get(i).text(), heard.get(i).toString());
        }
    }

    @Test
    void stopStringEndsTheAnswerBeforeIt() {
        Request request = request("say something long", 3, 60);
        String free = model.generate(request).text();
        String stop = free.substring(10, 13);
        Answer stopped = model.generate(request.withStop(stop));
        assertEquals(free.substring(0, free.indexOf(stop)), stopped.text());
        assertEquals(Answer.Finish.STOP, stopped.finish());
    }

    @Test
    void cancelledRequestEndsAndOthersGoOn() {
        AtomicInteger heard = new AtomicInteger();
        List<Answer> answers =
                model.generate(List.of(request("one", 1, 400), request("two", 2, 30)), new AnswerListener() {
                    @Override
                    public void text(int index, String piece) {
                        heard.addAndGet(index == 0 ? 1 : 0);
                    }

                    @Override
                    public boolean cancelled(int index) {
                        return index == 0 && heard.get() > 3;
                    }
                });
        assertEquals(Answer.Finish.CANCELLED, answers.get(0).finish());
        assertTrue(answers.get(0).tokens() < 100);
        assertEquals(
                model.generate(request("two", 2, 30)).text(), answers.get(1).text());
    }

    @Test
    void whoGoesWhileWaitingMakesRoomAtOnce() {
        List<Integer> ended = new CopyOnWriteArrayList<>();
        try (LocalModel narrow = open(1)) {
            narrow.generate(
                    List.of(request("one", 1, 40), request("two", 2, 40), request("three", 3, 5)),
                    new AnswerListener() {
                        private int heard;

                        @Override
                        public void token(int index) {
                            heard++;
                        }

                        @Override
                        public boolean cancelled(int index) {
                            return index == 1 && heard > 3;
                        }

                        @Override
                        public void done(int index, Answer answer) {
                            ended.add(index);
                        }
                    });
        }
        assertEquals(List.of(1, 0, 2), ended);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2}) // alone, and sharing the prompt
    void promptThatNobodyWaitsForIsNotReadToItsEnd(int rows) {
        Request read = request("a long story ".repeat(100), 1, 8);
        Path file = TinyModels.gguf(folder, "qwen2", TensorType.F32, 11);
        EngineSettings wide = new EngineSettings(2, 4, 2500, 1L << 28, true, folder);
        try (LocalModel one = LocalModel.open(file, "tiny", "0", wide, Progress.NONE);
                LocalModel fresh = LocalModel.open(file, "tiny", "0", wide, Progress.NONE)) {
            List<Request> asked = new ArrayList<>(List.of(request("one", 1, 400)));
            asked.addAll(Collections.nCopies(rows, read));
            AtomicInteger looks = new AtomicInteger();
            List<Answer> answers = one.generate(asked, new AnswerListener() {
                @Override
                public boolean cancelled(int index) {
                    return index > 0 && looks.incrementAndGet() > rows;
                }
            });
            answers.subList(1, rows + 1).forEach(answer -> assertEquals(Answer.Finish.CANCELLED, answer.finish()));
            Answer again = one.generate(read);
            assertTrue(again.promptTokens() > 600, again.promptTokens() + " tokens");
            assertTrue(again.cachedTokens() < again.promptTokens() - 1, again.cachedTokens() + " were there");
            assertEquals(fresh.generate(read).text(), again.text());
        }
    }

    @Test
    void whoIsInterruptedCostsNoMoreTokensInAnyRow() {
        List<Request> requests = List.of(request("one", 1, 400), request("two", 2, 400), request("three", 3, 400));
        Thread caller = Thread.currentThread();
        List<CompletableFuture<Answer>> ended = requests.stream()
                .map(request -> new CompletableFuture<Answer>())
                .toList();
        assertThrows(
                GpiotException.class,
                () -> model.generate(requests, new AnswerListener() {
                    @Override
                    public void token(int index) {
                        caller.interrupt();
                    }

                    @Override
                    public void done(int index, Answer answer) {
                        ended.get(index).complete(answer);
                    }
                }));
        assertTrue(Thread.interrupted());
        for (CompletableFuture<Answer> answer : ended) {
            assertEquals(Answer.Finish.CANCELLED, answer.join().finish());
        }
    }

    @Test
    void concurrentCallersShareTheBatchAndGetTheirOwnAnswers() {
        List<Request> requests = varied(6);
        List<String> expected =
                requests.stream().map(request -> model.generate(request).text()).toList();
        var futures = requests.stream()
                .map(request -> CompletableFuture.supplyAsync(
                        () -> model.generate(request).text()))
                .toList();
        assertEquals(expected, futures.stream().map(CompletableFuture::join).toList());
    }

    @Test
    void promptBeyondTheContextIsRefusedWithItsLength() {
        GpiotException refused =
                assertThrows(GpiotException.class, () -> model.generate(request("word ".repeat(600), 1, 5)));
        assertEquals(GpiotException.Category.USER, refused.category());
        assertTrue(refused.getMessage().contains("context of 512"), refused.getMessage());
    }

    @Test
    void answerEndsAtTheTokenLimit() {
        Answer answer = model.generate(request("go on", 5, 7));
        assertTrue(answer.tokens() <= 7);
    }

    private static List<Request> varied(int count) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(request("question number " + i + " of a kind".repeat(i % 4), i, 10 + 7 * (i % 3)));
        }
        return requests;
    }

    private static Request request(String text, long seed, int tokens) {
        return Request.of(List.of(Message.user(text)), Sampling.of(seed % 2 == 0 ? 0 : 0.9, 0.95, seed), tokens);
    }
}
