/**
 * JSON Schema as a grammar of the engine: a subset that can be followed token by token, and a clear no to the rest. It knows
 * nothing of requests and servers.
 */
@NullMarked
package io.gpiot.app.web.schema;

import org.jspecify.annotations.NullMarked;
