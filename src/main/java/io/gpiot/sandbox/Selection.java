package io.gpiot.sandbox;

import java.util.List;
import java.util.stream.Collectors;

/** Which layer runs programs on this machine. */
public sealed interface Selection {

    /** All layers that were looked at, the chosen one last. */
    List<LayerReport> reports();

    /** @param sandbox the strongest layer that works, or the one that was asked for */
    record Available(Sandbox sandbox, List<LayerReport> reports) implements Selection {
        public Available {
            reports = List.copyOf(reports);
        }
    }

    /** Nothing works: programs must not be run. */
    record Unavailable(List<LayerReport> reports) implements Selection {
        public Unavailable {
            reports = List.copyOf(reports);
        }

        /** What is missing and how to get it, in one line. */
        public String message() {
            return "no sandbox works here, so generated programs are not run ("
                    + reports.stream().map(LayerReport::toText).collect(Collectors.joining(" | "))
                    + "); to run them without one, at your own risk: --sandbox=none";
        }
    }
}
