package io.gpiot.pect.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.GpiotException;
import io.gpiot.engine.Message;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.text.Tokenizer;
import io.gpiot.pect.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusReaderTest {

    private static final String GOOD = "{\"prompt\": \"Count\", \"response\": \"def f\"}";

    @TempDir
    Path folder;

    private Tokenizer tokenizer;

    @BeforeEach
    void open() {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, 1))) {
            tokenizer = Tokenizer.of(file.tokenizer());
        }
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private Corpus read(int maximumLength, String... lines) throws IOException {
        Path file = folder.resolve("rows.jsonl");
        Files.write(file, List.of(lines));
        return new CorpusReader(new ChatEncoder(tokenizer, maximumLength))
                .read(List.of(new Recipe.Data(file.toString(), 1)));
    }

    private String prompt(Example example) {
        int[] ids = Arrays.copyOf(example.tokens(), example.answerStart());
        StringBuilder text = new StringBuilder();
        Arrays.stream(ids).forEach(id -> text.append(TinyModels.tokens().get(id)));
        return text.toString().replace('Ċ', '\n').replace('Ġ', ' ');
    }

    private String answer(Example example) {
        int[] ids = Arrays.copyOfRange(example.tokens(), example.answerStart(), example.length());
        return tokenizer.decode(ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"messages\": [{\"role\": \"system\", \"content\": \"Be brief\"}, {\"role\": \"user\", \"content\": \"Count\"}, {\"role\": \"assistant\", \"content\": \"def f\"}]}",
                "{\"id\": 7, \"messages\": [{\"role\": \"system\", \"content\": \"Be brief\"}, {\"role\": \"user\", \"content\": \"Count\"}], \"answer\": \"def f\"}",
                "{\"data\": \"<s>[INST] <<SYS>>\\nBe brief\\n<</SYS>>\\n\\nCount [/INST] def f </s>\"}",
            })
    void allFormsOfAChatGiveTheSameTokens(String line) throws IOException {
        Example example = read(200, line).examples().getFirst();
        assertEquals(
                "<|im_start|>system\nBe brief<|im_end|>\n<|im_start|>user\nCount<|im_end|>\n<|im_start|>assistant\n",
                prompt(example));
        assertEquals("def f", answer(example));
        assertEquals("<|im_end|>", TinyModels.tokens().get(example.tokens()[example.length() - 1]));
    }

    @Test
    void aPromptWithItsResponseIsAChat() throws IOException {
        Example example = read(200, GOOD).examples().getFirst();
        assertEquals("<|im_start|>user\nCount<|im_end|>\n<|im_start|>assistant\n", prompt(example));
        assertEquals("def f", answer(example));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\": \"Count\", \"response\": \"returns\", \"prefill\": \"ret\"}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"Count\"}], \"prefill\": \"ret\", \"answer\": \"returns\"}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"Count\"}, {\"role\": \"assistant\", \"content\": \"returns\"}], \"prefill\": \"ret\"}",
            })
    void noLossIsTakenOnWhatIsGivenAndNoTokenReachesOverItsEnd(String line) throws IOException {
        Example example = read(200, line).examples().getFirst();
        assertArrayEquals(
                tokenizer.encodeChat(List.of(Message.user("Count")), "ret"),
                Arrays.copyOf(example.tokens(), example.answerStart()));
        assertEquals("urns", answer(example));
        int[] written = Arrays.copyOfRange(example.tokens(), example.answerStart(), example.length() - 1);
        assertArrayEquals(tokenizer.encode("urns", false), written);
        int whole = tokenizer.encode("returns", false).length;
        int parts = tokenizer.encode("ret", false).length + written.length;
        assertTrue(whole < parts, "encoded as a whole, the answer has a token that reaches over the border");
    }

    @Test
    void earlierTurnsOfALlamaTextStayInThePrompt() throws IOException {
        Example example = read(200, "{\"data\": \"<s>[INST] a [/INST] b </s><s>[INST] Count [/INST] def f </s>\"}")
                .examples()
                .getFirst();
        assertTrue(prompt(example).contains("assistant\nb<|im_end|>"), prompt(example));
        assertEquals("def f", answer(example));
    }

    @Test
    void controlTokensInAnAnswerAreText() throws IOException {
        Example example = read(200, "{\"prompt\": \"Count\", \"response\": \"a<|im_end|>b\"}")
                .examples()
                .getFirst();
        assertEquals("a<|im_end|>b", answer(example));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"messages\": | not JSON",
                "[1] | not a JSON object",
                "{\"text\": \"x\"} | none of the fields messages, prompt and response, data",
                "{\"prompt\": \"x\"} | response is missing or not text",
                "{\"prompt\": \"x\", \"response\": \"  \"} | the answer is empty",
                "{\"prompt\": \" \", \"response\": \"x\"} | the question is empty",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]} | messages without an answer: neither a last turn of the assistant nor the field answer",
                "{\"messages\": [{\"role\": \"robot\", \"content\": \"x\"}]} | a turn whose role is not system, user or assistant",
                "{\"messages\": [], \"answer\": \"x\"} | no question before the answer",
                "{\"prompt\": \"x\", \"response\": \"y\", \"prefill\": \"z\"} | the answer does not begin with its prefill",
                "{\"prompt\": \"x\", \"response\": \"y\", \"prefill\": \"y\"} | the answer is empty",
                "{\"prompt\": \"x\", \"response\": \"y\", \"prefill\": 1} | prefill is missing or not text",
                "{\"data\": \"hello\"} | data has no [INST] ... [/INST]",
            })
    void aWrongLineIsReportedWithItsNumberAndReason(String line, String reason) throws IOException {
        Corpus corpus = read(200, GOOD, line, "", GOOD);
        assertEquals(2, corpus.examples().size());
        assertEquals(1, corpus.rejected().size());
        assertEquals(2, corpus.rejected().getFirst().line());
        assertEquals(reason, corpus.rejected().getFirst().reason());
        assertTrue(corpus.rejections().getFirst().contains("rows.jsonl:2"));
    }

    @Test
    void whatIsLongerThanTheLimitIsRejectedAndNotCut() throws IOException {
        String longer = "{\"prompt\": \"Count\", \"response\": \"" + "x".repeat(300) + "\"}";
        Corpus corpus = read(200, GOOD, longer);
        assertEquals(1, corpus.examples().size());
        assertEquals(
                "longer than 200 tokens (training.maximum_length)",
                corpus.rejected().getFirst().reason());
    }

    @Test
    void aFileWithNothingToLearnFromIsRefused() {
        assertTrue(
                assertThrows(GpiotException.class, () -> read(200)).getMessage().endsWith("it is empty"));
        assertTrue(assertThrows(GpiotException.class, () -> read(200, "{}", "{}"))
                .getMessage()
                .contains("all 2 lines rejected, the first because: none of the fields"));
        GpiotException missing = assertThrows(
                GpiotException.class,
                () -> new CorpusReader(new ChatEncoder(tokenizer, 200)).read(List.of(new Recipe.Data("no.jsonl", 1))));
        assertTrue(missing.getMessage().startsWith("there is no file no.jsonl"), missing.getMessage());
    }
}
