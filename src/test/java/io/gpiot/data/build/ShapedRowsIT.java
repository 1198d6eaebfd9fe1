package io.gpiot.data.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpiot.base.Home;
import io.gpiot.base.Progress;
import io.gpiot.data.ProgramRow;
import io.gpiot.data.read.RowFiles;
import io.gpiot.data.scale.Cores;
import io.gpiot.data.verify.RowVerdict;
import io.gpiot.data.verify.RowVerifier;
import io.gpiot.data.verify.VerdictCache;
import io.gpiot.engine.LineGuard;
import io.gpiot.engine.LineGuard.Moment;
import io.gpiot.engine.LineGuard.Violation;
import io.gpiot.engine.LineGuardFactory;
import io.gpiot.environment.Lock;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.environment.PythonEnvironments;
import io.gpiot.environment.api.ApiIndexes;
import io.gpiot.synthesis.execute.ProgramRunner;
import io.gpiot.synthesis.execute.RealPython;
import io.gpiot.synthesis.generate.ProgramPrompt;
import io.gpiot.synthesis.generate.ProgramShape;
import io.gpiot.synthesis.guard.ProgramGuard;
import io.gpiot.synthesis.prompt.PromptForm;
import io.gpiot.synthesis.prompt.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkout's programs in the shape in which models are asked for them: to the guard, and run with their tests. */
class ShapedRowsIT {

    private static final Path PLACE = Path.of("data", "cgd");
    private static final PromptForm FORM = PromptForm.of(Role.PROGRAM, PromptForm.STANDARD);

    private static List<ProgramRow> rows = List.of();

    @TempDir
    private Path folder;

    @BeforeAll
    static void read() {
        assumeTrue(Files.isDirectory(PLACE), "no rows in " + PLACE);
        rows = RowFiles.read(List.of(PLACE)).of(ProgramRow.class);
        assertTrue(rows.size() > 100, rows.size() + " rows");
    }

    private static ProgramShape shape(ProgramRow row) {
        return ProgramShape.of(ProgramPrompt.prefill(FORM, row.specification()), row.specification(), row.code());
    }

    @Test
    void everyWrittenProgramFitsAndTheGuardLetsItBeWritten() {
        List<Home> homes = List.of(Home.fromEnvironment(), new Home(Path.of("target", "real-environments")));
        Optional<PythonEnvironment> made = Optional.empty();
        for (Home home : homes) {
            made = made.or(() -> new PythonEnvironments(home, System.getenv()).find(Lock.builtIn(Lock.DEFAULT)));
        }
        assumeTrue(made.isPresent(), "no Python environment is made yet");
        LineGuardFactory guards = ProgramGuard.factory(
                new ApiIndexes(new Home(Path.of("target", "real-environments"))).of(made.get(), Progress.NONE));
        List<String> wrong = new ArrayList<>();
        for (ProgramRow row : rows) {
            switch (shape(row)) {
                case ProgramShape.Unfit unfit -> wrong.add(row.label().id() + ": " + unfit.why());
                case ProgramShape.Fits fits ->
                    objection(guards, fits)
                            .ifPresent(violation -> wrong.add(row.label().id() + ": " + violation.reason()));
            }
        }
        assertEquals("", String.join("\n", wrong), "of " + rows.size());
    }

    /** As decoding would show it: line by line after what is given, then its end. */
    private static Optional<Violation> objection(LineGuardFactory guards, ProgramShape.Fits fits) {
        LineGuard guard = guards.start(fits.prefill());
        String text = fits.answer().substring(0, fits.answer().length() - ProgramShape.FENCE.length());
        for (int end = text.indexOf('\n', fits.prefill().length()); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (guard.look(text.substring(0, end + 1), Moment.LINE) instanceof Violation violation) {
                return Optional.of(violation);
            }
        }
        return guard.look(text, Moment.END) instanceof Violation violation ? Optional.of(violation) : Optional.empty();
    }

    @Test
    void programsPassTheirTestsInThatShapeToo() {
        ProgramRunner runner = RealPython.runner();
        List<ProgramRow> some = IntStream.range(0, rows.size())
                .filter(i -> i % 8 == 0 || rows.get(i).code().contains("\ndef _"))
                .mapToObj(rows::get)
                .toList();
        Map<String, RowVerdict> verdicts = new RowVerifier(
                        () -> runner, new VerdictCache(folder.resolve("verdicts.jsonl")), "test", new Cores(2))
                .verify(some, Progress.NONE);
        List<String> wrong = some.stream()
                .filter(row -> !(verdicts.get(row.hash()) instanceof RowVerdict.Passed))
                .map(row -> row.label().id() + ": " + verdicts.get(row.hash()))
                .toList();
        assertEquals(List.of(), wrong, "of " + some.size());
    }
}
