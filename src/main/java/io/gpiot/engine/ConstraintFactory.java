package io.gpiot.engine;

/** Makes a constraint's state for one row. Instances are immutable and shared. */
@FunctionalInterface
public interface ConstraintFactory {

    Constraint start(Vocabulary vocabulary);
}
