package io.gpiot.synthesis.generate;

import io.gpiot.engine.GuardReport;
import io.gpiot.synthesis.Candidate;
import io.gpiot.synthesis.Verdict;
import java.util.Optional;

/**
 * A candidate as it was written.
 *
 * @param flaw why there is nothing to run, where that shows in the answer already
 * @param guarded what was prevented while it was written
 */
public record Draft(Candidate candidate, Optional<Verdict.BadFormat> flaw, GuardReport guarded) {}
