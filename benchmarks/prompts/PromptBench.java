import io.gpiot.app.Workbench;
import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.engine.AnswerListener;
import io.gpiot.sandbox.Layer;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Retrieval;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SynthesisSettings;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.Scratch;
import io.gpiot.synthesis.generate.Draft;
import io.gpiot.synthesis.generate.Generator;
import io.gpiot.synthesis.generate.Order;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares forms of the program prompt, greedy, on authored rows with tests (never on gpiot-bench):
 *
 * <pre>
 * java -cp 'FORMS:target/gpiot.jar:target/lib/*' benchmarks/prompts/PromptBench.java MODEL EVERY FORM[+cards] FORM...
 * </pre>
 *
 * EVERY n takes each n-th row of data/cgd. FORMS may be a folder with io/gpiot/synthesis/prompts/program/FORM.md.
 * Prints for each form how many programs failed in which way: the last column is what passed its test.
 */
public class PromptBench {

    private static final String HARNESS =
            """
            import sys
            space = {"__name__": "candidate"}
            try:
                source = open(sys.argv[1] + "/program.txt").read()
                code = compile(source, "program", "exec")
            except SyntaxError:
                print("syntax"); sys.exit()
            test = {"__name__": "test"}
            exec(compile(open(sys.argv[1] + "/test.txt").read(), "test", "exec"), test)
            try:
                exec(code, space)
                test["check"](space[sys.argv[2]])
                print("pass")
            except (ImportError, NameError, AttributeError, AssertionError) as error:
                print({"ModuleNotFoundError": "ImportError", "UnboundLocalError": "NameError"}.get(type(error).__name__, type(error).__name__))
            except BaseException as error:
                print("raised")
            """;

    private record Row(String name, Specification specification, String test) {}

    public static void main(String[] arguments) throws Exception {
        List<Row> rows = rows(Integer.parseInt(arguments[1]));
        Home home = Home.fromEnvironment();
        var bench = new Workbench(home, System.getenv(), Progress.NONE, System.err::println);
        var python = bench.python("modern");
        ProgramRunner runner = Workbench.runner(bench.sandbox(Layer.AUTOMATIC, python), python);
        try (var model = bench.model(arguments[0], bench.engineSettings());
                var knowledge = bench.knowledge()) {
            for (String named : List.of(arguments).subList(2, arguments.length)) {
                boolean cards = named.endsWith("+cards");
                PromptForm form = PromptForm.of(Role.PROGRAM, named.replace("+cards", ""));
                Retrieval retrieval = cards ? Workbench.retrieval(knowledge) : Retrieval.NONE;
                var generator = new Generator(
                        model, retrieval, new Generator.Forms(form, form, form), SynthesisSettings.DEFAULT);
                long start = System.nanoTime();
                List<Order> orders = rows.stream()
                        .map(row -> new Order(row.specification(), List.of(), List.of(), "", 0, 1))
                        .toList();
                List<List<Draft>> drafts = generator.generate(orders, AnswerListener.NONE);
                double seconds = (System.nanoTime() - start) / 1e9;
                Map<String, Integer> counts = new TreeMap<>();
                int tokens = 0;
                List<String> passed = new ArrayList<>();
                for (int i = 0; i < rows.size(); i++) {
                    Draft draft = drafts.get(i).getFirst();
                    tokens += draft.candidate().tokens();
                    String verdict = draft.flaw().isPresent()
                            ? "unended"
                            : run(runner, rows.get(i), draft.candidate().code());
                    counts.merge(verdict, 1, Integer::sum);
                    if (verdict.equals("pass")) {
                        passed.add(rows.get(i).name());
                    }
                }
                System.out.printf(
                        "%s: %d rows, %s, %.0f tokens each, %.0f s%n   %s%n",
                        named, rows.size(), counts, (double) tokens / rows.size(), seconds, passed);
            }
        }
    }

    private static String run(ProgramRunner runner, Row row, String code) throws Exception {
        try (Scratch scratch = new Scratch()) {
            Path in = scratch.folder("in");
            Path out = scratch.folder("out");
            Files.writeString(in.resolve("program.txt"), code);
            Files.writeString(in.resolve("test.txt"), row.test());
            Path script = Files.writeString(in.resolve("harness.py"), HARNESS);
            var result = runner.run(new ProgramRunner.Task(
                    script,
                    List.of(in.toString(), row.specification().entryPoint()),
                    List.of(in),
                    out,
                    new ProgramRunner.Limits(20, 20, 1L << 30, 32)));
            return result.timedOut() ? "timeout" : result.stdout().strip();
        }
    }

    private static List<Row> rows(int every) throws Exception {
        List<Path> files;
        try (var found = Files.walk(Path.of("data/cgd"))) {
            files = found.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < files.size(); i += every) {
            String text = Files.readString(files.get(i));
            String title = text.lines().findFirst().orElseThrow().substring(2);
            rows.add(new Row(
                    files.get(i).getFileName().toString(),
                    new Specification(
                            1,
                            title,
                            part(text, "Entry point: `(\\w+)`"),
                            part(text, "\\*\\*Target\\*\\*\\n(.+?)\\n\\n"),
                            parameters(part(text, "\\*\\*Input Specification\\*\\*\\n(.+?)\\n\\n")),
                            parameters(part(text, "\\*\\*Output Specification\\*\\*\\n(.+?)\\n\\n"))),
                    part(text, "## Test\\n```python\\n(.*?)```")));
        }
        return rows;
    }

    private static List<Parameter> parameters(String lines) {
        return lines.lines().map(Parameter::parse).toList();
    }

    private static String part(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException(pattern + " not in " + text);
        }
        return matcher.group(1);
    }
}
