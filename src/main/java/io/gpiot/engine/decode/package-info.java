/**
 * Many requests in one batch: rows enter and leave as they come and finish, a prompt prefix that a sibling has computed
 * is copied. It knows tokens, rows and slots; how a matrix is multiplied is {@code model}'s.
 */
@NullMarked
package io.gpiot.engine.decode;

import org.jspecify.annotations.NullMarked;
