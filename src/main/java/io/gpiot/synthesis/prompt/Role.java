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

    String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
