package io.gpiot.synthesis.run;

/** The steps of a run, in order. */
public enum Stage {
    /** Looks at the user's data. */
    INSPECT,
    /** TDSLM: sub-tasks. */
    DECOMPOSE,
    /** RTSLM: specifications. */
    SPECIFY,
    /** CGSLM: candidates of all specifications. */
    GENERATE,
    /** Runs candidates, and draws others where none holds. */
    EXECUTE,
    /** Writes documentation for the chosen programs. */
    DOCUMENT,
    /** Puts the programs together. */
    COMPOSE
}
