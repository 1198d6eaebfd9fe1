/**
 * From a requirement to programs that ran: the shapes that the stages hand on. {@code inspect} looks at the user's data,
 * {@code decompose} (TDSLM) finds sub-tasks, {@code specify} (RTSLM) fixes what flows between them, {@code generate}
 * (CGSLM) writes candidates, {@code execute} runs and judges them, {@code compose} writes main.py, {@code run} goes the
 * whole way on disk, {@code report} shows it. The answers' shapes are defined here once, for data building, tuning,
 * prompting and grammars alike.
 */
@NullMarked
package io.gpiot.synthesis;

import org.jspecify.annotations.NullMarked;
