package io.gpiot.synthesis.execute;

import io.gpiot.synthesis.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One verdict as {@code judge.py} writes it: which fields are set follows from its kind. */
record VerdictLine(
        String kind,
        double seconds,
        long peakBytes,
        @Nullable String printed,
        int line,
        @Nullable String why,
        @Nullable String module,
        @Nullable String exception,
        @Nullable String trace) {

    /** Held ones have no outputs yet: the verification measures them. */
    Verdict toVerdict(ProgramJudge.Limits limits) {
        return switch (kind) {
            case "held" -> new Verdict.Held(List.of(), seconds, peakBytes, text(printed));
            case "syntax" -> new Verdict.SyntaxError(line, text(why));
            case "entry" -> new Verdict.WrongEntryPoint(text(why));
            case "import" -> new Verdict.MissingImport(text(module));
            case "raised" -> new Verdict.Raised(text(exception), text(trace));
            case "timeout" -> new Verdict.TimedOut(limits.seconds());
            case "memory" -> new Verdict.OutOfMemory(limits.memoryBytes());
            case "off" -> new Verdict.OffSpecification(text(why));
            default -> throw new IllegalStateException("judge.py wrote the kind '" + kind + "'");
        };
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
