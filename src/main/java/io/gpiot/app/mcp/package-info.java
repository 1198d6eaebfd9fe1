/**
 * The Model Context Protocol: our chain as tools and resources for other assistants. It translates and nothing else: runs
 * are the run service's, stages are the chain's, and who an owner is, the transport says.
 */
@NullMarked
package io.gpiot.app.mcp;

import org.jspecify.annotations.NullMarked;
