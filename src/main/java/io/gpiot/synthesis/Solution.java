package io.gpiot.synthesis;

/** A specification with the program that was chosen for it, and what that program did on the real values. */
public record Solution(Specification specification, Candidate candidate, Verdict.Held verdict) {}
