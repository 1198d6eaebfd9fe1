package io.gpiot.sandbox;

/** One layer that contains programs. Several runs at once are fine. */
public interface Sandbox {

    /** Short and stable, for results: {@code bubblewrap}, {@code landlock}, {@code container}, {@code none}. */
    String name();

    /**
     * Runs to the end, or to the first limit. Interrupting the calling thread kills the program with everything that
     * it started; the outcome is then {@link SandboxOutcome.Failed} and the thread stays interrupted.
     */
    SandboxOutcome run(SandboxTask task);
}
