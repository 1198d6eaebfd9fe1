package io.gpiot.synthesis.generate;

import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Verdict;
import java.util.Optional;

/**
 * A candidate as it was written.
 *
 * @param flaw why there is nothing to run, where that shows in the answer already
 */
public record Draft(Candidate candidate, Optional<Verdict.BadFormat> flaw) {}
