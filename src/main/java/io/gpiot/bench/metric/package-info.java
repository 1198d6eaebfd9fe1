/**
 * What is computed of answers and counts: BLEU, pass@k, intervals over tasks, paired tests. Plain
 * arithmetic with references outside (sacrebleu, EvalPlus, SciPy); it knows nothing of models, tasks or files.
 */
@NullMarked
package io.gpiot.bench.metric;

import org.jspecify.annotations.NullMarked;
