/**
 * What a supervisor needs of the host: the tree of processes and what it uses, a folder for one run, and what may be
 * taken out of it. It knows nothing of sandboxes: it measures, kills and copies.
 */
@NullMarked
package io.gpiot.sandbox.host;

import org.jspecify.annotations.NullMarked;
