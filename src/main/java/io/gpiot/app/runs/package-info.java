/**
 * Runs as servers keep them: a bounded queue, some at once, each with its owner, its folder and its events, all of it in a
 * database, so that a killed server loses nothing that was on disk. It knows nothing of HTTP, MCP or who an owner is, and
 * no stage of a run.
 */
@NullMarked
package io.gpiot.app.runs;

import org.jspecify.annotations.NullMarked;
