/**
 * The offline stage: rows of problems with decompositions (TDD), of specifications with programs (CGD) and of tasks of
 * gpiot-bench, and what is made of them. {@code read} reads and checks the files that people write, {@code verify} runs the
 * programs with their tests, {@code examine} runs programs of models against tests that they cannot see, {@code augment} makes
 * further rows, {@code distinct} counts near-duplicates, splits by topic and keeps the bench out of the training rows,
 * {@code build} writes the datasets, {@code crawl} and {@code papers} make rows of documentation and papers, {@code scale} spreads the work over cores or machines. The shapes of specifications,
 * sub-tasks and prompts are those of {@link io.gpiot.synthesis}. It knows nothing of tuning, which reads the JSON lines that
 * are written here.
 */
@NullMarked
package io.gpiot.data;

import org.jspecify.annotations.NullMarked;
