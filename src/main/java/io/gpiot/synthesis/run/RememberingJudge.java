package io.gpiot.synthesis.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Judge;
import io.gpiot.synthesis.Solution;
import io.gpiot.synthesis.Specification;
import io.gpiot.synthesis.SynthesisSettings.Programs;
import io.gpiot.synthesis.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs nothing twice: verdicts are kept by what went into them, which is the data, the limits and all programs so far. */
final class RememberingJudge implements Judge {

    private final Judge judge;
    private final String dataHash;
    private final Programs limits;
    private final Book<Verdict> book;

    RememberingJudge(Judge judge, String dataHash, Programs limits, Path file) {
        this.judge = judge;
        this.dataHash = dataHash;
        this.limits = limits;
        this.book = new Book<>(file, Verdict.class, Map.of(Verdict.class, Tagged.class));
    }

    @Override
    public Verdict judge(Specification specification, Candidate candidate, List<Solution> earlier) {
        return judgeUntilHeld(specification, List.of(candidate), earlier).getFirst();
    }

    @Override
    public List<Verdict> judgeUntilHeld(
            Specification specification, List<Candidate> candidates, List<Solution> earlier) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Optional<Verdict> known = book.find(key(specification, candidate, earlier));
            if (known.isEmpty()) {
                break;
            }
            verdicts.add(known.get());
            if (known.get() instanceof Verdict.Held) {
                return List.copyOf(verdicts);
            }
        }
        List<Candidate> rest = candidates.subList(verdicts.size(), candidates.size());
        if (!rest.isEmpty()) {
            List<Verdict> fresh = judge.judgeUntilHeld(specification, rest, earlier);
            for (int i = 0; i < fresh.size(); i++) {
                book.put(key(specification, rest.get(i), earlier), fresh.get(i));
            }
            verdicts.addAll(fresh);
        }
        return List.copyOf(verdicts);
    }

    private String key(Specification specification, Candidate candidate, List<Solution> earlier) {
        List<String> before = earlier.stream()
                .map(solution ->
                        solution.specification() + "\n" + solution.candidate().code())
                .toList();
        return Hash.of(dataHash, limits, specification, candidate.code(), before);
    }

    /** Which verdict a line of the file is. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Verdict.Held.class, name = "held"),
        @JsonSubTypes.Type(value = Verdict.BadFormat.class, name = "bad format"),
        @JsonSubTypes.Type(value = Verdict.SyntaxError.class, name = "syntax error"),
        @JsonSubTypes.Type(value = Verdict.WrongEntryPoint.class, name = "wrong entry point"),
        @JsonSubTypes.Type(value = Verdict.MissingImport.class, name = "missing import"),
        @JsonSubTypes.Type(value = Verdict.Raised.class, name = "raised"),
        @JsonSubTypes.Type(value = Verdict.TimedOut.class, name = "timed out"),
        @JsonSubTypes.Type(value = Verdict.OutOfMemory.class, name = "out of memory"),
        @JsonSubTypes.Type(value = Verdict.OffSpecification.class, name = "off specification")
    })
    private interface Tagged {}
}
