package io.gpiot.synthesis;

import java.util.List;

/** What became of a candidate. Only {@link Held} may be chosen. */
public sealed interface Verdict {

    /** Ran on the real upstream values and returned what its specification describes. */
    record Held(List<Value> outputs, double seconds, long peakBytes, String printed) implements Verdict {}

    /** The answer holds no complete code block. */
    record BadFormat(String why) implements Verdict {}

    record SyntaxError(int line, String why) implements Verdict {}

    /** The specified function is not defined, or with other parameters. */
    record WrongEntryPoint(String why) implements Verdict {}

    /** Imports something that the environment lacks. */
    record MissingImport(String module) implements Verdict {}

    /** @param trace the last lines of the traceback, within the program */
    record Raised(String exception, String trace) implements Verdict {}

    record TimedOut(double seconds) implements Verdict {}

    record OutOfMemory(long limitBytes) implements Verdict {}

    /** Returned something that the specification does not describe: type, rank, length, finiteness. */
    record OffSpecification(String why) implements Verdict {}

    /** One line, for progress, reports and the next prompt. */
    default String summary() {
        return switch (this) {
            case Held held -> "held in %.1f s".formatted(held.seconds());
            case BadFormat bad -> "no code: " + bad.why();
            case SyntaxError error -> "syntax error in line " + error.line() + ": " + error.why();
            case WrongEntryPoint wrong -> "entry point: " + wrong.why();
            case MissingImport missing -> "cannot import " + missing.module();
            case Raised raised -> "raised " + raised.exception();
            case TimedOut timedOut -> "ran longer than %.0f s".formatted(timedOut.seconds());
            case OutOfMemory memory -> "needed more than " + (memory.limitBytes() >> 20) + " MiB";
            case OffSpecification off -> "off its specification: " + off.why();
        };
    }
}
