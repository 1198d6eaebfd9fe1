package io.gpiot.synthesis.guard;

import io.gpiot.engine.LineGuard;
import io.gpiot.engine.LineGuard.Moment;
import io.gpiot.engine.LineGuard.Violation;
import io.gpiot.environment.api.ApiIndex;
import java.util.Optional;

/** Shows a whole program to the guard as decoding would: line by line, then its end. */
final class ProgramWalk {

    private static final String FENCE = "```python\n";

    private ProgramWalk() {}

    /** The first objection. */
    static Optional<Violation> objection(String program, ApiIndex index) {
        LineGuard guard = ProgramGuard.factory(index).start(FENCE);
        String text = FENCE + program.stripTrailing() + "\n";
        for (int end = text.indexOf('\n', FENCE.length()); end >= 0; end = text.indexOf('\n', end + 1)) {
            if (guard.look(text.substring(0, end + 1), Moment.LINE) instanceof Violation violation) {
                return Optional.of(violation);
            }
        }
        return guard.look(text, Moment.END) instanceof Violation violation ? Optional.of(violation) : Optional.empty();
    }

    /** What an objection points at: the rest of the line from there. */
    static String pointsAt(Violation violation, String program) {
        String rest = program.substring(violation.at() - FENCE.length());
        return rest.lines().findFirst().orElse("");
    }
}
