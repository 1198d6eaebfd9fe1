package io.gpiot.bench.run;

import io.gpiot.bench.quality.Appraisal;
import io.gpiot.bench.quality.Quality;
import io.gpiot.bench.rubric.Score;
import io.gpiot.data.ContentHash;
import io.gpiot.data.examine.Examination;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a run, as it is kept in {@code result.json}.
 *
 * @param version of this format
 * @param started UTC, ISO 8601
 * @param notes what a reader must know: tasks left out, answers that came from an earlier run
 * @param instruments what programs were read with beside their tests: rules, an embedding model; empty where nobody did
 * @param scores by written rubrics; empty where nobody judged
 */
public record BenchResult(
        int version,
        String suite,
        String datasetHash,
        Identity subject,
        Settings settings,
        Map<String, String> machine,
        String started,
        Cost cost,
        List<CodeResult> code,
        List<PlanResult> plans,
        List<String> notes,
        Map<String, String> instruments,
        List<Score> scores) {

    public static final int VERSION = 1;

    /** Results that were written before there were instruments and scores have none. */
    public BenchResult(
            int version,
            String suite,
            String datasetHash,
            Identity subject,
            Settings settings,
            Map<String, String> machine,
            String started,
            Cost cost,
            List<CodeResult> code,
            List<PlanResult> plans,
            List<String> notes,
            @Nullable Map<String, String> instruments,
            @Nullable List<Score> scores) {
        this.version = version;
        this.suite = suite;
        this.datasetHash = datasetHash;
        this.subject = subject;
        this.settings = settings;
        this.machine = Map.copyOf(machine);
        this.started = started;
        this.cost = cost;
        this.code = List.copyOf(code);
        this.plans = List.copyOf(plans);
        this.notes = List.copyOf(notes);
        this.instruments = instruments == null ? Map.of() : Map.copyOf(instruments);
        this.scores = scores == null ? List.of() : List.copyOf(scores);
    }

    /** Short, and the same for no two runs: scores that people give elsewhere find back by it. */
    public String id() {
        return ContentHash.of(datasetHash, subject.text(), subject.modelHash(), started)
                .substring(0, 12);
    }

    public BenchResult withCode(List<CodeResult> other, Map<String, String> read) {
        return new BenchResult(
                version,
                suite,
                datasetHash,
                subject,
                settings,
                machine,
                started,
                cost,
                other,
                plans,
                notes,
                read,
                scores);
    }

    /**
     * With more scores; a judge's later word on the same thing replaces the earlier one.
     *
     * @param note what a reader must know of them, or empty
     */
    public BenchResult withScores(List<Score> more, String note) {
        List<Score> all = new ArrayList<>(scores);
        for (Score score : more) {
            all.removeIf(score::sameMatter);
            all.add(score);
        }
        List<String> said = new ArrayList<>(notes);
        if (!note.isEmpty() && !said.contains(note)) {
            said.add(note);
        }
        return new BenchResult(
                version,
                suite,
                datasetHash,
                subject,
                settings,
                machine,
                started,
                cost,
                code,
                plans,
                said,
                instruments,
                all);
    }

    /**
     * Who answered.
     *
     * @param model its id, or the endpoint's name of it
     * @param modelHash SHA-256 of the weights, or of the endpoint's address and name
     * @param adapter SHA-256 of its weights, or empty
     * @param prompts ours or plain
     * @param guard whether programs were watched while they were written
     * @param python the environment that programs ran in
     * @param sandbox the layer that they ran in
     */
    public record Identity(
            String model,
            String modelHash,
            String adapter,
            String prompts,
            boolean guard,
            String python,
            String sandbox) {

        /** In tables. */
        public String text() {
            return model + (adapter.isEmpty() ? "" : " + adapter " + shortAdapter()) + ", " + prompts + " prompts"
                    + (guard ? ", guarded" : "");
        }

        /** What people tell adapters apart by; empty where there is none. */
        public String shortAdapter() {
            return adapter.substring(0, Math.min(12, adapter.length()));
        }
    }

    /**
     * What it took.
     *
     * @param writingSeconds on the clock, of this run: answers from an earlier one took none
     * @param examiningSeconds likewise
     * @param promptTokens of all answers
     * @param tokens generated and kept, of all answers
     * @param thrownAway drawn and taken back by the guard, of all answers
     * @param freshTokens of those, generated in this run
     */
    public record Cost(
            double writingSeconds,
            double examiningSeconds,
            long promptTokens,
            long tokens,
            long thrownAway,
            long freshTokens) {}

    /** One code task with its samples. */
    public record CodeResult(
            String id, String domain, String level, String question, String prompt, List<Sample> samples) {
        public CodeResult {
            samples = List.copyOf(samples);
        }

        public int passed() {
            return (int) samples.stream()
                    .filter(sample -> sample.examination().passed())
                    .count();
        }
    }

    /**
     * One program.
     *
     * @param code what ran, without what the task puts before it; the whole answer where no program was found
     * @param finish why the answer ended
     * @param prevented by the guard, by kind
     * @param quality what rules found in it, null where nobody looked or it cannot be parsed
     * @param similarity cosine of its embedding and the reference's, null where nobody compared them
     */
    public record Sample(
            int index,
            long seed,
            String code,
            String finish,
            int promptTokens,
            int tokens,
            int thrownAway,
            Map<String, Integer> prevented,
            Examination examination,
            @Nullable Quality quality,
            @Nullable Double similarity) {
        public Sample {
            prevented = Map.copyOf(prevented);
        }

        public Sample with(Appraisal.Note note) {
            return new Sample(
                    index,
                    seed,
                    code,
                    finish,
                    promptTokens,
                    tokens,
                    thrownAway,
                    prevented,
                    examination,
                    note.quality(),
                    note.similarity());
        }
    }

    /**
     * One decomposition task with its answers.
     *
     * @param requirements what any good decomposition has, for judges; empty in results of older versions
     */
    public record PlanResult(
            String id,
            String domain,
            String problem,
            List<String> requirements,
            String reference,
            String prompt,
            List<Plan> answers) {

        public PlanResult(
                String id,
                String domain,
                String problem,
                @Nullable List<String> requirements,
                String reference,
                String prompt,
                List<Plan> answers) {
            this.id = id;
            this.domain = domain;
            this.problem = problem;
            this.requirements = requirements == null ? List.of() : List.copyOf(requirements);
            this.reference = reference;
            this.prompt = prompt;
            this.answers = List.copyOf(answers);
        }
    }

    /**
     * One decomposition.
     *
     * @param grammar whether its shape was held
     * @param wellFormed it ended by itself, sub-tasks are separated by one blank line, and each can be parsed
     * @param bleu against the reference, 0 to 1
     */
    public record Plan(
            int index,
            long seed,
            boolean grammar,
            String text,
            String finish,
            int promptTokens,
            int tokens,
            boolean wellFormed,
            int subTasks,
            double bleu) {}
}
