package io.gpiot.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Json;
import io.gpiot.bench.subject.OurPrompts;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.data.ProblemRow;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.Row;
import io.gpiot.data.build.Dataset;
import io.gpiot.data.build.DatasetBuilder;
import io.gpiot.data.build.Sample;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.read.Rows;
import io.gpiot.data.scale.Cores;
import io.gpiot.data.verify.RowVerdict;
import io.gpiot.engine.AnswerListener;
import io.gpiot.engine.Message;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;
import io.gpiot.engine.ScriptedModel;
import io.gpiot.engine.format.ModelFile;
import io.gpiot.engine.format.ModelFiles;
import io.gpiot.engine.format.TinyModels;
import io.gpiot.engine.text.Tokenizer;
import io.gpiot.pect.data.ChatEncoder;
import io.gpiot.pect.data.CorpusReader;
import io.gpiot.pect.data.Example;
import io.gpiot.pect.recipe.Recipe;
import io.gpiot.synthesis.Requirement;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.SubTask;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.SynthesisSettings.Range;
import io.gpiot.synthesis.Value;
import io.gpiot.synthesis.Verdict;
import io.gpiot.synthesis.decompose.Decomposer;
import io.gpiot.synthesis.decompose.SubTaskGrammar;
import io.gpiot.synthesis.generate.Draft;
import io.gpiot.synthesis.generate.Generator;
import io.gpiot.synthesis.generate.Order;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model is tuned with is what it is asked and has to answer in use, measured on rows of the checkout. */
class OneFormTest {

    private static final Rows ROWS = RowFiles.read(
            List.of(Path.of("data/cgd/vehicle-gps"), Path.of("data/cgd/compression"), Path.of("data/tdd/water")));

    private static final Map<String, Sample> SAMPLES = samples();

    private static final SynthesisSettings LONG = new SynthesisSettings(
            SynthesisSettings.DEFAULT.subTasks(),
            new SynthesisSettings.Tokens(4000, 80, 120, 80, 4000, 4000),
            SynthesisSettings.DEFAULT.sampling(),
            SynthesisSettings.DEFAULT.programs(),
            2,
            false);

    @TempDir
    Path folder;

    private static Map<String, Sample> samples() {
        Map<String, RowVerdict> verdicts =
                ROWS.rows().stream().collect(Collectors.toMap(Row::hash, row -> new RowVerdict.Passed(0.1, List.of())));
        Dataset dataset = DatasetBuilder.build(
                ROWS,
                verdicts,
                List.of(),
                new DatasetBuilder.Settings(
                        100_000, DatasetBuilder.ROUGHLY, Retrieval.NONE, new Cores(1), Optional.empty()));
        assertEquals(
                List.of(),
                dataset.rejects().stream()
                        .filter(reject -> !reject.reason().equals("near-duplicate"))
                        .toList());
        return dataset.samples().stream().collect(Collectors.toMap(Sample::id, Function.identity()));
    }

    private static Sample sample(String id) {
        return Optional.ofNullable(SAMPLES.get(id)).orElseThrow();
    }

    private static void assertAsked(Request request, Sample sample) {
        assertEquals(
                sample.messages(),
                request.messages().stream()
                        .map(message -> new Sample.Turn(message.speaker().roleName(), message.content()))
                        .toList(),
                sample.id());
        assertEquals(request.prefill(), sample.prefill(), sample.id());
        assertTrue(sample.answer().startsWith(request.prefill()), sample.answer());
    }

    private static String rest(Sample sample) {
        return sample.answer().substring(sample.prefill().length());
    }

    private static Generator generator(ScriptedModel model) {
        return new Generator(
                model,
                Retrieval.NONE,
                new Generator.Forms(
                        PromptForm.of(Role.PROGRAM, PromptForm.STANDARD),
                        PromptForm.of(Role.RETRY, PromptForm.STANDARD),
                        PromptForm.of(Role.DOCUMENTATION, PromptForm.STANDARD)),
                LONG,
                null);
    }

    @Test
    void programsAreAskedForAndAnsweredAsTheChainDoes() {
        List<ProgramRow> rows = ROWS.of(ProgramRow.class);
        assertTrue(rows.size() > 20, rows.size() + " rows");
        for (ProgramRow row : rows) {
            Sample program = sample(row.label().id());
            ScriptedModel model = ScriptedModel.saying(rest(program));
            Draft draft = generator(model)
                    .generate(
                            List.of(new Order(row.specification(), List.of(), List.of(), "", 0, 1)),
                            AnswerListener.NONE)
                    .getFirst()
                    .getFirst();
            assertAsked(model.asked().getFirst(), program);
            assertTrue(draft.flaw().isEmpty(), row.label().id());
            assertTrue(
                    program.prefill().endsWith("    \"\"\"\n") && rest(program).endsWith("\n```"), program.answer());

            Sample documentation = sample(row.label().id() + "+documentation");
            ScriptedModel documenting = ScriptedModel.saying(rest(documentation));
            Solution documented = generator(documenting)
                    .document(
                            List.of(new Solution(
                                    row.specification(), draft.candidate(), new Verdict.Held(List.of(), 0.1, 1, ""))),
                            AnswerListener.NONE)
                    .getFirst();
            assertAsked(documenting.asked().getFirst(), documentation);
            assertEquals(row.documentation().strip(), documented.candidate().documentation());
        }
    }

    @Test
    void theBenchAndTheEvaluationsWhileTuningAskTheSame() {
        OurPrompts ours = new OurPrompts(new Prompts.Limits(512, 400), null, OurPrompts.Help.NONE);
        for (ProgramRow row : ROWS.of(ProgramRow.class)) {
            assertAsked(
                    ours.program(CodeItem.of(row), Sampling.GREEDY),
                    sample(row.label().id()));
        }
    }

    @Test
    void decompositionsAreAskedForAndAnsweredAsTheChainDoes() {
        List<ProblemRow> rows = ROWS.of(ProblemRow.class);
        assertTrue(rows.size() > 5, rows.size() + " rows");
        for (ProblemRow row : rows) {
            Sample sample = sample(row.label().id());
            ScriptedModel model = ScriptedModel.saying(sample.answer());
            List<SubTask> read = new Decomposer(
                            model,
                            Retrieval.NONE,
                            PromptForm.of(Role.SUB_TASKS, PromptForm.STANDARD),
                            LONG.withSubTasks(range(sample)))
                    .decompose(
                            new Requirement(row.problem()),
                            row.data().stream()
                                    .map(parameter -> new Value(parameter, ""))
                                    .toList(),
                            AnswerListener.NONE);
            assertAsked(model.asked().getFirst(), sample);
            assertEquals(SubTaskGrammar.fitted(row.subTasks()), read);
        }
    }

    private static Range range(Sample sample) {
        Matcher matcher = Pattern.compile("(\\d+) to (\\d+) sub-tasks in order")
                .matcher(sample.messages().getLast().content());
        assertTrue(matcher.find());
        return new Range(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    @Test
    void theTrainerLearnsTheTokensThatTheEngineHasToDraw() throws IOException {
        try (ModelFile file = ModelFiles.open(TinyModels.gguf(folder, 1));
                Tokenizer tokenizer = Tokenizer.of(file.tokenizer())) {
            for (ProgramRow row : ROWS.of(ProgramRow.class)) {
                Sample sample = sample(row.label().id());
                Path lines = folder.resolve("rows.jsonl");
                Files.writeString(lines, Json.lines(List.of(sample)));
                Example example = new CorpusReader(new ChatEncoder(tokenizer, 100_000))
                        .read(List.of(new Recipe.Data(lines.toString(), 2)))
                        .examples()
                        .getFirst();
                List<Message> messages = List.of(
                        Message.system(sample.messages().getFirst().content()),
                        Message.user(sample.messages().getLast().content()));
                assertArrayEquals(
                        tokenizer.encodeChat(messages, sample.prefill()),
                        Arrays.copyOf(example.tokens(), example.answerStart()));
                assertEquals(
                        rest(sample),
                        tokenizer.decode(
                                Arrays.copyOfRange(example.tokens(), example.answerStart(), example.length())));
            }
        }
    }
}
