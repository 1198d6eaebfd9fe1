/**
 * A benchmark run: asks the subject, examines the answers, and gives one result with all that it came from. Answers and
 * verdicts are kept as soon as they are known, so that a run can be stopped at any point. Then what can be read in programs is
 * added, and scores where somebody judged. It knows nothing of how results look.
 */
@NullMarked
package io.gpiot.bench.run;

import org.jspecify.annotations.NullMarked;
