/**
 * How a subject gets from tasks to answers: one question with our prompts or with plain ones; several candidates of which
 * execution chooses; a chain of agents. Programs are tried on what their task shows to everybody; of tests and counts it knows
 * nothing.
 */
@NullMarked
package io.gpiot.bench.subject;

import org.jspecify.annotations.NullMarked;
