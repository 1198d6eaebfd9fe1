/**
 * Runs programs against tests that they cannot see, in the sandbox, and says how each ended. It knows nothing of who wrote them.
 */
@NullMarked
package io.gpiot.bench.examine;

import org.jspecify.annotations.NullMarked;
