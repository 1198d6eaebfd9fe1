package io.gpiot.app;

import io.gpiot.base.Progress;
import io.gpiot.bench.rubric.ModelJudge;
import io.gpiot.bench.rubric.Rubric;
import io.gpiot.bench.run.BenchResult;
import io.gpiot.bench.run.Exhibits;
import io.gpiot.engine.LanguageModel;
import io.gpiot.engine.endpoint.EndpointModel;
import io.gpiot.synthesis.run.Asking;
import java.util.List;

/** Has a result judged by a model behind a server. */
public final class Judging {

    private Judging() {}

    /**
     * @param address of the server
     * @param model the server's name of it
     * @param samples of each task that are judged
     * @return the result with its scores
     */
    public static BenchResult byModel(
            Workbench bench,
            BenchResult result,
            String address,
            String model,
            List<Rubric> rubrics,
            int samples,
            Progress progress) {
        try (LanguageModel judge = EndpointModel.at(address, model)) {
            Asking asking = new Asking(
                    judge,
                    BenchSession.memory(bench).resolve("judge-" + judge.hash().substring(0, 16)),
                    progress);
            ModelJudge.Judged judged = new ModelJudge(asking, "model " + model + " at " + address)
                    .judge(Exhibits.of(result, samples), rubrics);
            String note = judged.silent() == 0
                    ? ""
                    : judged.silent() + " of the judge " + model + "'s answers held no score and do not count. ";
            if (result.subject().model().equals(model)) {
                note += "The judge " + model + " has the same name as the model that was judged.";
            }
            return result.withScores(judged.scores(), note.strip());
        }
    }
}
