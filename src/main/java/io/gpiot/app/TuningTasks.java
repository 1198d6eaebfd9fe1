package io.gpiot.app;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import io.gpiot.bench.run.SpotCheck;
import io.gpiot.bench.subject.OurPrompts;
import io.gpiot.bench.subject.Prompts;
import io.gpiot.bench.suite.Suite;
import io.gpiot.bench.suite.Suites;
import io.gpiot.data.examine.Examiner;
import io.gpiot.engine.LanguageModel;
import io.gpiot.environment.Lock;
import io.gpiot.environment.PythonEnvironment;
import io.gpiot.pect.recipe.Recipe.Evaluation;
import io.gpiot.pect.train.TaskMetrics;
import io.gpiot.sandbox.Layer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The paper's metrics while a model is tuned: {@code fcr} and {@code bleu} of decompositions, {@code pass@1} of programs that
 * are run with their tests, and {@code score}, the mean of those that there are.
 */
public final class TuningTasks implements TaskMetrics {

    private static final String FCR = "fcr";
    private static final String BLEU = "bleu";
    private static final String PASSED = "pass@1";
    private static final String SCORE = "score";

    private static final Prompts.Limits LIMITS = new Prompts.Limits(512, 400);

    private final SpotCheck check;

    private TuningTasks(SpotCheck check) {
        this.check = check;
    }

    /**
     * Opens Python and sandbox, so that what is missing is said before anything is tuned.
     *
     * @param dataFolder of the checkout, asked only where the suite is one of its
     * @throws GpiotException USER where the suite has none of the tasks that are asked for
     */
    public static TuningTasks open(Workbench bench, Evaluation evaluation, Supplier<Path> dataFolder) {
        Suite suite = Suites.read(evaluation.suite(), dataFolder);
        refuseMissing("plans", evaluation.plans(), suite.plans().size(), suite);
        refuseMissing("programs", evaluation.programs(), suite.code().size(), suite);
        PythonEnvironment python = bench.python(Lock.DEFAULT);
        Examiner examiner = BenchSession.examiner(
                bench,
                Workbench.runner(bench.sandbox(Layer.AUTOMATIC, python), python),
                python,
                BenchSession.memory(bench),
                Runtime.getRuntime().availableProcessors());
        // without the line guard: it is the model that is measured
        return new TuningTasks(new SpotCheck(
                suite,
                evaluation.plans(),
                evaluation.programs(),
                new OurPrompts(LIMITS, null, OurPrompts.Help.NONE),
                examiner));
    }

    private static void refuseMissing(String kind, int wanted, int there, Suite suite) {
        if (wanted > 0 && there == 0) {
            throw GpiotException.user("evaluation." + kind + " is " + wanted + ", but the suite " + suite.name()
                    + " has none; set it to 0");
        }
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (check.plans() > 0) {
            names.addAll(List.of(FCR, BLEU));
        }
        if (check.programs() > 0) {
            names.add(PASSED);
        }
        names.add(SCORE);
        return names;
    }

    @Override
    public String tasks() {
        return check.hash();
    }

    @Override
    public Map<String, Double> measure(LanguageModel model, Progress progress) {
        SpotCheck.Figures figures = check.of(model, progress);
        Map<String, Double> values = new LinkedHashMap<>();
        figures.plans().ifPresent(plans -> {
            values.put(FCR, plans.fcr());
            values.put(BLEU, plans.bleu());
        });
        figures.passed().ifPresent(passed -> values.put(PASSED, passed));
        values.put(
                SCORE,
                values.values().stream().mapToDouble(value -> value).average().orElse(0));
        return values;
    }
}
