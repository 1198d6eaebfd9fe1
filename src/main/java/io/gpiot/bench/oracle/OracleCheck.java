package io.gpiot.bench.oracle;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.bench.oracle.OracleReport.Line;
import io.gpiot.bench.oracle.OracleReport.Mutant;
import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.Suite;
import io.gpiot.data.examine.Examination;
import io.gpiot.data.examine.Examiner;
import io.gpiot.synthesis.execute.ProgramRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs each test on the reference, on stand-ins that must fail, and on mutants of the reference, of which most must. */
public final class OracleCheck {

    private final ProgramRunner runner;
    private final Examiner examiner;
    private final Path scripts;

    /** @param scripts where our Python files are written, readable for the sandbox's user */
    public OracleCheck(ProgramRunner runner, Examiner examiner, Path scripts) {
        this.runner = runner;
        this.examiner = examiner;
        this.scripts = scripts;
    }

    /**
     * @param most mutants a task, 0 for none
     * @throws GpiotException USER where a reference cannot be parsed
     */
    public OracleReport check(Suite suite, int most, Progress progress) {
        List<CodeItem> items = suite.code();
        List<List<Mutant>> mutants = most == 0
                ? items.stream().map(item -> List.<Mutant>of()).toList()
                : MutantMaker.make(runner, scripts, items, most);
        List<Examiner.Job> jobs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<String> programs = new ArrayList<>();
            programs.add(items.get(i).reference());
            programs.addAll(StandIns.of(items.get(i)).values());
            mutants.get(i).forEach(mutant -> programs.add(mutant.code()));
            jobs.add(items.get(i).job(programs));
        }
        List<List<Examination>> found = examiner.examine(jobs, progress);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            lines.add(line(items.get(i), mutants.get(i), found.get(i)));
        }
        return new OracleReport(suite.name(), suite.hash(), lines);
    }

    private static Line line(CodeItem item, List<Mutant> mutants, List<Examination> found) {
        Map<String, String> standIns = StandIns.of(item);
        int next = 1;
        List<String> accepted = new ArrayList<>();
        for (String name : standIns.keySet()) {
            if (found.get(next++).passed()) {
                accepted.add(name);
            }
        }
        List<String> alive = new ArrayList<>();
        for (Mutant mutant : mutants) {
            if (found.get(next++).passed()) {
                alive.add(mutant.line());
            }
        }
        Examination reference = found.getFirst();
        return new Line(
                item.id(),
                reference.passed() ? "" : reference.outcome().text() + ": " + reference.detail(),
                reference.seconds(),
                standIns.size(),
                accepted,
                mutants.size(),
                alive);
    }
}
