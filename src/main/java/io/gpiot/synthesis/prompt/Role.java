package io.gpiot.synthesis.prompt;

import java.util.Locale;

/** What a prompt asks for. */
public enum Role {
    /** TDSLM: requirement to sub-tasks. */
    SUB_TASKS,
    /** RTSLM, first thought: what one sub-task must achieve. */
    TARGET,
    /** RTSLM, second thought: what it returns. */
    OUTPUTS,
    /** RTSLM, second thought: which existing values it needs. */
    INPUTS,
    /** CGSLM: specification to program. */
    PROGRAM,
    /** CGSLM again, with what was learnt from running. */
    RETRY,
    /** CGSLM: the documentation that follows a program. */
    DOCUMENTATION;

    /** Of an adapter: 1 decomposes, 2 writes programs, 0 is the base alone. */
    public int path() {
        return switch (this) {
            case SUB_TASKS -> 1;
            case TARGET, OUTPUTS, INPUTS -> 0;
            case PROGRAM, RETRY, DOCUMENTATION -> 2;
        };
    }

    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
