/**
 * Runs programs against tests that they cannot see, in the sandbox, and says how each ended: answers to
 * the bench's tasks, and answers that may become rows. It knows nothing of who wrote them.
 */
@NullMarked
package io.gpiot.data.examine;

import org.jspecify.annotations.NullMarked;
