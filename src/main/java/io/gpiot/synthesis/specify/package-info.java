/**
 * RTSLM: from sub-tasks to specifications that fix the data flow before any code exists. The model says what a sub-task
 * must achieve, what it returns and which existing values it needs; names, entry points and repairs are made by rules.
 * It knows nothing of programs.
 */
@NullMarked
package io.gpiot.synthesis.specify;

import org.jspecify.annotations.NullMarked;
