/**
 * Runs a program that nobody has read: no network, the host's files hidden or read-only, one writable folder, limits on
 * memory, time, processes and output, and nothing that survives. {@link io.gpiot.sandbox.Sandboxes} finds the strongest
 * layer that really works on this machine; the layers are bubblewrap, a Landlock jail, a container engine, and, only by
 * explicit wish, none. What it does not protect against is in docs/sandbox.md. It knows nothing of what the programs
 * are for.
 */
@NullMarked
package io.gpiot.sandbox;

import org.jspecify.annotations.NullMarked;
