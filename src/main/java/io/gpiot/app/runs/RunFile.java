package io.gpiot.app.runs;

/**
 * A file of a run.
 *
 * @param name relative to the run's folder
 * @param editable whether the run goes on from it, once it was changed
 */
public record RunFile(String name, long bytes, boolean editable) {}
