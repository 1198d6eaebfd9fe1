package io.gpiot.bench.quality;

import java.util.List;
import java.util.Optional;

/** Reads programs and says what is wrong with how they are written. */
public interface CodeRules {

    /** Names the rules and their version, for results. */
    String name();

    /** @return for each program its findings, empty where it cannot be parsed */
    List<Optional<List<Finding>>> check(List<String> programs);
}
