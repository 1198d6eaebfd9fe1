/**
 * Whole applications: the chain writes programs for a requirement, and what these compute is scored against a truth that they
 * never see. It knows no model; the chain is given to it.
 */
@NullMarked
package io.gpiot.bench.application;

import org.jspecify.annotations.NullMarked;
