package io.gpiot.bench.subject;

import io.gpiot.bench.suite.CodeItem;
import io.gpiot.bench.suite.PlanItem;
import io.gpiot.engine.Request;
import io.gpiot.engine.Sampling;

/** How tasks are put to a model. */
public interface Prompts {

    /** The most tokens of an answer. */
    record Limits(int program, int plan) {}

    /** Short and stable, for results. */
    String name();

    /** Whether programs are watched while they are written. */
    boolean guarded();

    /** Whether decompositions can be asked for under a grammar. */
    boolean hasGrammar();

    Request program(CodeItem item, Sampling sampling);

    /** @param grammar whether the answer's shape is held by a grammar */
    Request plan(PlanItem item, Sampling sampling, boolean grammar);
}
